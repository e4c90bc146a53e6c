package io.netdepot.packages;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file name of a package, as clients see it: letters, digits, dot, underscore and dash, at most
 * 200 of them, ending as an archive does, and harmless on every system it is saved on.
 */
public record PackageName(String value) {
  private static final int LONGEST = 200;
  private static final List<String> EXTENSIONS = List.of(".tar.gz", ".tgz", ".tar.xz", ".txz");
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern UNSAFE_CHARACTERS = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern UNSAFE_START = Pattern.compile("^[.-]+");
  // Device names of Windows, where a browser may save the package.
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\..*)?");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public PackageName {
    if (value.length() > LONGEST
        || !SAFE.matcher(value).matches()
        || RESERVED.matcher(value).matches()
        || EXTENSIONS.stream().noneMatch(value::endsWith)) {
      throw new IllegalArgumentException("Not a safe name for a package");
    }
  }

  /**
   * The base name of the switch's own file, made safe; where that is no archive's name, {@code
   * support-logs-<address>-<UTC time>.tar.gz}.
   *
   * @param switchFileName what the switch said, a name or a path: data, and maybe hostile
   */
  public static PackageName of(String switchFileName, SwitchAddress address, Instant now) {
    return fromSwitch(switchFileName)
        .orElseGet(
            () ->
                named(
                    "support-logs-" + safe(address.canonical()),
                    "-" + STAMP.format(now) + ".tar.gz"));
  }

  private static Optional<PackageName> fromSwitch(String switchFileName) {
    String base =
        switchFileName.substring(
            Math.max(switchFileName.lastIndexOf('/'), switchFileName.lastIndexOf('\\')) + 1);
    String lower = base.toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream()
        .filter(lower::endsWith)
        .findFirst()
        .flatMap(
            extension -> {
              String stem = safe(base.substring(0, base.length() - extension.length()));
              return stem.isEmpty() || RESERVED.matcher(stem).matches()
                  ? Optional.empty()
                  : Optional.of(named(stem, extension));
            });
  }

  private static PackageName named(String stem, String ending) {
    int room = LONGEST - ending.length();
    return new PackageName(stem.substring(0, Math.min(stem.length(), room)) + ending);
  }

  private static String safe(String text) {
    return UNSAFE_START.matcher(UNSAFE_CHARACTERS.matcher(text).replaceAll("_")).replaceFirst("");
  }

  @Override
  public String toString() {
    return value;
  }
}
