package io.netdepot.ssh;

import io.netdepot.ssh.HostKeyLine.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of a known_hosts file. Immutable. */
record KnownHosts(List<HostKeyLine> lines) {
  private static final int DEFAULT_PORT = 22;
  private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)]:(\\d{1,5})");

  KnownHosts {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file's text.
   *
   * @throws IllegalArgumentException for the first broken line; says which and what is wrong
   */
  static KnownHosts parse(String text) {
    List<HostKeyLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        lines.add(HostKeyLine.parse(line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    return new KnownHosts(lines);
  }

  /** How OpenSSH writes a host and its port. */
  static String hostField(String host, int port) {
    return port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
  }

  /** The keys pinned for a switch. */
  List<Pin> of(String host, int port) {
    // A hand may have written the default port out.
    String field = hostField(host, port);
    String written = "[" + host + "]:" + port;
    return pins().filter(p -> p.hosts().contains(field) || p.hosts().contains(written)).toList();
  }

  /** Every key once for each of its hosts. */
  List<PinnedKey> all() {
    return pins()
        .flatMap(
            pin ->
                pin.hosts().stream()
                    .flatMap(field -> split(field).stream())
                    .map(at -> new PinnedKey(at.host, at.port, pin.type(), pin.fingerprint())))
        .toList();
  }

  KnownHosts with(Pin pin) {
    List<HostKeyLine> more = new ArrayList<>(lines);
    more.add(pin);
    return new KnownHosts(more);
  }

  /** Without the keys of a switch, on whatever port; other hosts of the same line stay. */
  KnownHosts without(String host) {
    List<HostKeyLine> left = new ArrayList<>();
    for (HostKeyLine line : lines) {
      HostKeyLine rest = line;
      if (line instanceof Pin pin) {
        for (String field : pin.hosts()) {
          if (split(field).filter(at -> at.host.equals(host)).isPresent()
              && rest instanceof Pin kept) {
            rest = kept.without(field);
          }
        }
      }
      if (!(rest instanceof Pin kept) || !kept.hosts().isEmpty()) {
        left.add(rest);
      }
    }
    return new KnownHosts(left);
  }

  /** How many lines pin nothing for us though they may for OpenSSH. */
  long skipped() {
    return lines.stream().filter(HostKeyLine.Skipped.class::isInstance).count();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  private java.util.stream.Stream<Pin> pins() {
    return lines.stream().filter(Pin.class::isInstance).map(Pin.class::cast);
  }

  private record At(String host, int port) {}

  private static Optional<At> split(String field) {
    Matcher matcher = WITH_PORT.matcher(field);
    if (matcher.matches()) {
      return Optional.of(new At(matcher.group(1), Integer.parseInt(matcher.group(2))));
    }
    return Optional.of(new At(field, DEFAULT_PORT));
  }
}
