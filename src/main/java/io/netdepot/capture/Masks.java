package io.netdepot.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what a recording must not tell, and what stands there in its place: the same thing always
 * the same way, so that names still match between lines. Finds first, in all texts; then masks.
 *
 * <p>No list of expressions is ever complete: a person is to read the recording. Where in doubt,
 * this masks.
 */
final class Masks {
  private static final Set<String> NO_SECRETS =
      Set.of(
          "is",
          "not",
          "none",
          "null",
          "true",
          "false",
          "yes",
          "no",
          "set",
          "unset",
          "enabled",
          "disabled",
          "on",
          "off",
          "for",
          "and",
          "or",
          "the",
          "required",
          "authentication",
          "admin",
          "masked",
          "md5",
          "sha",
          "encrypted",
          "chain",
          "exchange",
          "auto",
          "default",
          "name",
          "file",
          "files",
          "type",
          "state",
          "*");
  // These tell nothing, as every device begins with them.
  private static final Set<String> NO_NAMES =
      Set.of(
          "localhost",
          "cumulus",
          "sonic",
          "nvos",
          "onyx",
          "vedge",
          "viptela",
          "router",
          "switch",
          "admin",
          "none",
          "is",
          "name",
          "not",
          "set",
          "unknown",
          "null",
          "the",
          "server",
          "nv",
          "show",
          "system");
  private static final Pattern LOOKS_LIKE_A_FILE =
      Pattern.compile(
          "(?i).*\\.(?:gz|tgz|xz|txz|tar|bz2|zip|bin|img|swi|iso|log|conf|cfg|json|ya?ml|txt|xml|py"
              + "|sh|so|ko|deb|rpm|service|socket|target|timer|core|dump|pcap|csv|db|pem|crt|key"
              + "|pub|d|c|h|js|html?|pid|lock|old|new|bak|tmp|part|device)");
  private static final Pattern NO_TOP_DOMAIN = Pattern.compile("(?i).*\\.(?:\\d.*|[a-z])");

  private static final int SHORTEST_KEY_LINE = 2;
  // What is shorter says how a password is written, such as 7, and stands everywhere.
  private static final int SHORTEST_PASSWORD = 3;

  private final Set<String> kept;
  private final Map<String, String> masks = new LinkedHashMap<>();
  private final Map<MaskKind, Integer> counts = new EnumMap<>(MaskKind.class);
  private Optional<Pattern> pattern = Optional.empty();
  private int patternOf;

  /**
   * @param kept words that have to stay, as the device would not understand its commands without
   */
  Masks(Collection<String> kept) {
    this.kept =
        kept.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** This is secret wherever it stands. */
  void secret(String text) {
    add(MaskKind.PASSWORD, text);
  }

  /** The device's own name. */
  void host(String name) {
    if (!isPlain(name)) {
      masks.putIfAbsent(name, "sw1");
      counts.merge(MaskKind.HOST, 1, Integer::sum);
      int dot = name.indexOf('.');
      if (dot > 0 && !isPlain(name.substring(0, dot))) {
        masks.putIfAbsent(name.substring(0, dot), "sw1");
      }
    }
  }

  /** The user who logged in; called {@code admin} from now on. */
  void user(String name) {
    if (!isPlain(name)) {
      masks.putIfAbsent(name, "admin");
      counts.merge(MaskKind.USER, 1, Integer::sum);
    }
  }

  /** Looks for what is to be masked in a text, wherever else it stands. */
  void look(String text) {
    for (Finder finder : Finder.ALL) {
      Matcher matcher = finder.pattern().matcher(text);
      int from = 0;
      while (from <= text.length() && matcher.find(from)) {
        String found = matcher.group(1);
        if (finder.kind() != MaskKind.PASSWORD || found.length() >= SHORTEST_PASSWORD) {
          add(finder.kind(), found);
        }
        from = Math.max(matcher.start(1), from + 1);
      }
    }
  }

  /** A text with everything masked that was found so far. */
  String mask(String text) {
    if (masks.isEmpty()) {
      return text;
    }
    return any().matcher(text).replaceAll(found -> Matcher.quoteReplacement(of(found.group())));
  }

  private Pattern any() {
    if (pattern.isPresent() && patternOf == masks.size()) {
      return pattern.get();
    }
    // The longest first, as an address may stand in a name.
    String any =
        masks.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    Pattern made =
        Pattern.compile("(?<![A-Za-z0-9])(?:" + any + ")(?![A-Za-z0-9])", Pattern.CASE_INSENSITIVE);
    pattern = Optional.of(made);
    patternOf = masks.size();
    return made;
  }

  private String of(String found) {
    String exact = masks.get(found);
    if (exact != null) {
      return exact;
    }
    return masks.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(found))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("masked");
  }

  /** What was masked, a line for each kind. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    counts.forEach((kind, count) -> lines.add(count + " × " + kind.word()));
    return lines;
  }

  private void add(MaskKind kind, String found) {
    if (kind == MaskKind.PRIVATE_KEY) {
      // It is masked line by line, as it may be printed so.
      found
          .lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_KEY_LINE && !line.startsWith("-----"))
          .forEach(line -> masks.putIfAbsent(line, "(masked)"));
      counts.merge(kind, 1, Integer::sum);
      return;
    }
    if (found.isBlank()
        || masks.containsKey(found)
        || kept.contains(found.toLowerCase(Locale.ROOT))) {
      return;
    }
    mask(kind, found, 1 + counts.getOrDefault(kind, 0))
        .ifPresent(
            mask -> {
              masks.put(found, mask);
              counts.merge(kind, 1, Integer::sum);
            });
  }

  private Optional<String> mask(MaskKind kind, String found, int number) {
    return switch (kind) {
      case PRIVATE_KEY -> Optional.empty();
      case PASSWORD ->
          NO_SECRETS.contains(found.toLowerCase(Locale.ROOT))
              ? Optional.empty()
              : Optional.of("masked-" + number);
      case MAIL -> Optional.of("user" + number + "@mail.example");
      case UUID -> Optional.of(String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number));
      case MAC -> Optional.of(mac(found, number));
      case IPV4 -> ipv4(found, number);
      case IPV6 ->
          isIpv6(found)
              ? Optional.of("2001:db8::" + Integer.toHexString(number))
              : Optional.empty();
      case SERIAL ->
          found.chars().anyMatch(Character::isDigit)
              ? Optional.of(String.format(Locale.ROOT, "SN%08d", number))
              : Optional.empty();
      case KEY_COMMENT -> plainText("comment-", found, number);
      case FREE_TEXT -> plainText("text-", found, number);
      case HOST -> host(found, number);
      case USER -> Optional.of("admin");
    };
  }

  // What is masked already stays as it is, as a recording may be recorded again.
  private static Optional<String> plainText(String mask, String found, int number) {
    return NO_SECRETS.contains(found.toLowerCase(Locale.ROOT)) || found.matches(mask + "\\d+")
        ? Optional.empty()
        : Optional.of(mask + number);
  }

  private boolean isPlain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.length() < 2 || NO_NAMES.contains(lower) || kept.contains(lower);
  }

  private Optional<String> host(String found, int number) {
    boolean dotted = found.indexOf('.') >= 0;
    if (isPlain(found)
        || (dotted
            && (LOOKS_LIKE_A_FILE.matcher(found).matches()
                || NO_TOP_DOMAIN.matcher(found).matches()))) {
      return Optional.empty();
    }
    return Optional.of("host" + number + (dotted ? ".example" : ""));
  }

  private static Optional<String> ipv4(String found, int number) {
    boolean valid =
        List.of(found.split("\\.")).stream().allMatch(part -> Integer.parseInt(part) <= 255);
    // These are the same everywhere.
    if (!valid || found.matches("0\\.0\\.0\\.0|127\\..*|255\\..*")) {
      return Optional.empty();
    }
    // The networks for documents, RFC 5737; after those, one that no network uses.
    List<String> networks = List.of("192.0.2.", "198.51.100.", "203.0.113.");
    int network = (number - 1) / 254;
    String last = String.valueOf(1 + (number - 1) % 254);
    return Optional.of(
        network < networks.size()
            ? networks.get(network) + last
            : "198.18." + (network % 256) + "." + last);
  }

  private static boolean isIpv6(String found) {
    if (found.equals("::") || found.equals("::1")) {
      return false;
    }
    try {
      // With a colon in it the text can only be a literal, so this looks nothing up.
      return InetAddress.getByName(found).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String mac(String found, int number) {
    String digits = String.format(Locale.ROOT, "0200%08x", number);
    int wanted = found.replaceAll("[^0-9A-Fa-f]", "").length();
    StringBuilder mask = new StringBuilder();
    String padded = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
    int next = 0;
    for (int at = 0; at < found.length(); at++) {
      char character = found.charAt(at);
      mask.append(Character.digit(character, 16) >= 0 ? padded.charAt(next++) : character);
    }
    return mask.toString();
  }
}
