package io.netdepot.collect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package on a switch, as the switch names it: an absolute path of plain segments. What does not
 * have that shape is not fetched, deleted or shown, whatever the switch says.
 */
record RemoteDump(String path) {
  private static final int LONGEST = 1_024;
  private static final Pattern PLAIN =
      Pattern.compile("(?:/[A-Za-z0-9_][A-Za-z0-9._+-]{0,254}){1,32}");
  private static final Pattern MADE_AT = Pattern.compile("(\\d{8}[_-]\\d{6})");

  RemoteDump {
    if (path.length() > LONGEST || !PLAIN.matcher(path).matches()) {
      throw new IllegalArgumentException("Not the plain path of a package");
    }
  }

  static Optional<RemoteDump> parse(String path) {
    return path.length() <= LONGEST && PLAIN.matcher(path).matches()
        ? Optional.of(new RemoteDump(path))
        : Optional.empty();
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** When it was made, by its name, in a form that sorts; empty when the name tells no time. */
  String madeAt() {
    Matcher matcher = MADE_AT.matcher(name());
    String found = "";
    while (matcher.find()) {
      found = matcher.group(1).replace('-', '_');
    }
    return found;
  }
}
