package io.netdepot.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the value of a setting is written.
 *
 * @param expected what is asked for, with its range and unit, such as {@code a whole number from 1
 *     to 65535}
 * @param example a value that is right
 * @param placeholder the value as route files get it
 */
record SettingForm<T>(
    String expected, String example, Reader<T> reader, Function<T, String> placeholder) {
  /** The least length of time where none at all makes sense. */
  static final Duration NONE = Duration.ZERO;

  /** The least length of time where none makes no sense. */
  static final Duration MOMENT = Duration.ofMillis(1);

  private static final Pattern ROUTE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

  /** Reads a value whose outer blanks are gone. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * Reads it.
     *
     * @param base the folder at which a relative path starts
     * @throws IllegalArgumentException when the text is not of this form
     */
    T read(String text, Path base);
  }

  static SettingForm<Boolean> flag() {
    return oneOf(Map.of("true", true, "false", false), "true");
  }

  /** A constant in lower case, with {@code -} for {@code _}. */
  static <E extends Enum<E>> SettingForm<E> word(Class<E> type) {
    Map<String, E> words =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(SettingForm::word, Function.identity()));
    return oneOf(words, word(type.getEnumConstants()[0]));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> SettingForm<T> oneOf(Map<String, T> words, String example) {
    Map<T, String> back =
        words.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    return new SettingForm<>(
        "one of " + words.keySet().stream().sorted().collect(Collectors.joining(", ")),
        example,
        (text, base) ->
            Optional.ofNullable(words.get(text)).orElseThrow(IllegalArgumentException::new),
        value -> Optional.ofNullable(back.get(value)).orElseThrow());
  }

  static SettingForm<Integer> number(int least, int most, String of, int example) {
    return new SettingForm<>(
        "a whole number of " + of + " from " + least + " to " + most,
        Integer.toString(example),
        (text, base) -> Math.toIntExact(within(Long.parseLong(text), least, most)),
        value -> Integer.toString(value));
  }

  static SettingForm<Long> longNumber(long least, long most, String of, long example) {
    return new SettingForm<>(
        "a whole number of " + of + " from " + least + " to " + most,
        Long.toString(example),
        (text, base) -> within(Long.parseLong(text), least, most),
        value -> Long.toString(value));
  }

  static SettingForm<Integer> port(int least, int example) {
    return new SettingForm<>(
        "a port, a whole number from " + least + " to 65535",
        Integer.toString(example),
        (text, base) -> Math.toIntExact(within(Long.parseLong(text), least, 65535)),
        value -> Integer.toString(value));
  }

  private static long within(long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  static SettingForm<Duration> duration(Duration least, String example) {
    return new SettingForm<>(
        "a length of time of at least "
            + Durations.format(least)
            + ", a number and one of the units ms, s, min, h, d",
        example,
        (text, base) -> {
          Duration duration = Durations.parse(text);
          if (duration.compareTo(least) < 0) {
            throw new IllegalArgumentException();
          }
          return duration;
        },
        value -> Long.toString(value.toMillis()));
  }

  static SettingForm<Duration> duration(Duration least, Duration most, String example) {
    return new SettingForm<>(
        "a length of time from "
            + Durations.format(least)
            + " to "
            + Durations.format(most)
            + ", a number and one of the units ms, s, min, h, d",
        example,
        (text, base) -> {
          Duration duration = Durations.parse(text);
          if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException();
          }
          return duration;
        },
        value -> Long.toString(value.toMillis()));
  }

  static SettingForm<DataSize> size(DataSize least, String example) {
    return new SettingForm<>(
        "a size of at least " + least + ", a number and one of the units B, KiB, MiB, GiB, TiB",
        example,
        (text, base) -> {
          DataSize size = DataSize.parse(text);
          within(size.bytes(), least.bytes(), Long.MAX_VALUE);
          return size;
        },
        value -> Long.toString(value.bytes()));
  }

  static SettingForm<Path> path(String example) {
    return new SettingForm<>("a path", example, SettingForm::readPath, Path::toString);
  }

  private static Path readPath(String text, Path base) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException();
    }
    try {
      return base.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static SettingForm<String> host() {
    return matching(HOST, "an address or a host name", "127.0.0.1");
  }

  static SettingForm<String> routeName() {
    return matching(
        ROUTE_NAME, "the name of a route file in lower-case letters, digits and hyphens", "nvos");
  }

  private static SettingForm<String> matching(Pattern pattern, String expected, String example) {
    return new SettingForm<>(
        expected,
        example,
        (text, base) -> {
          if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException();
          }
          return text;
        },
        Function.identity());
  }

  private static final Pattern REMOTE_FOLDER = Pattern.compile("(?:/[A-Za-z0-9_.-]+){1,16}");

  /** A folder on a switch, without a slash at its end. */
  static SettingForm<String> remoteFolder(String example) {
    return matching(REMOTE_FOLDER, "a folder on the switch, as a whole", example);
  }

  /** One line of text, which may be empty. */
  static SettingForm<String> text(String example) {
    return matching(
        Pattern.compile("\\P{Cntrl}{0,200}"), "a line of up to 200 characters", example);
  }

  static SettingForm<String> regularExpression(String example) {
    return new SettingForm<>(
        "a regular expression of Java",
        example,
        (text, base) -> {
          if (text.isEmpty()) {
            throw new IllegalArgumentException();
          }
          return Pattern.compile(text).pattern();
        },
        Function.identity());
  }

  /** An address of ours; never with a user or a password in it. */
  static SettingForm<URI> publicUrl(String example) {
    return new SettingForm<>(
        "an http or https URL without user, query and fragment",
        example,
        (text, base) -> {
          URI uri = URI.create(text);
          boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
          if (!web
              || uri.getHost() == null
              || uri.getRawUserInfo() != null
              || uri.getRawQuery() != null
              || uri.getRawFragment() != null) {
            throw new IllegalArgumentException();
          }
          return uri;
        },
        URI::toString);
  }

  /** Networks, separated by commas; none of them is a name, which could change its address. */
  static SettingForm<List<Network>> networks(String example) {
    return new SettingForm<>(
        "networks such as " + example + ", separated by commas, or nothing",
        example,
        (text, base) -> readNetworks(text),
        value -> value.stream().map(Network::toString).collect(Collectors.joining(",")));
  }

  private static List<Network> readNetworks(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(one -> Network.parse(one.strip()).orElseThrow(IllegalArgumentException::new))
            .toList();
  }

  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  /** The name of a header of HTTP. */
  static SettingForm<String> headerName() {
    return matching(HEADER, "the name of a header", "Authorization");
  }

  /** Where something is posted to. A login in it would show up where the setting does. */
  static SettingForm<URI> webhookUrl(String example) {
    return new SettingForm<>(
        "an http or https URL without a login in it, such as " + example,
        example,
        (text, base) -> {
          URI url = URI.create(text);
          boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
          if (!http || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(text);
          }
          return url;
        },
        URI::toString);
  }

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+-]*");

  /** Names of components, separated by commas, or nothing. */
  static SettingForm<Set<String>> components(String example) {
    return new SettingForm<>(
        "names of components such as " + example + ", separated by commas, or nothing",
        example,
        (text, base) -> readComponents(text),
        value -> value.stream().sorted().collect(Collectors.joining(",")));
  }

  private static Set<String> readComponents(String text) {
    if (text.isEmpty()) {
      return Set.of();
    }
    Set<String> names =
        Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    if (!names.stream().allMatch(name -> SCHEME.matcher(name).matches())) {
      throw new IllegalArgumentException(text);
    }
    return names;
  }

  static SettingForm<AllowedSources> allowedSources(String example) {
    return new SettingForm<>(
        "a list with commas of the word any, host names such as images.example or *.example, and"
            + " networks such as 10.0.0.0/8",
        example,
        (text, base) -> AllowedSources.parse(text),
        AllowedSources::toString);
  }

  /** This form, or nothing. */
  SettingForm<Optional<T>> orEmpty() {
    return new SettingForm<>(
        expected + ", or nothing",
        example,
        (text, base) -> text.isEmpty() ? Optional.empty() : Optional.of(reader.read(text, base)),
        value -> value.map(placeholder).orElse(""));
  }
}
