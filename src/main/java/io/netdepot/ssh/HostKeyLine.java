package io.netdepot.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of a known_hosts file, in the format of OpenSSH (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 */
sealed interface HostKeyLine {
  /** The line as it stands in the file. */
  String text();

  /** A line that pins nothing for us and is kept as it is: a comment, an empty line. */
  record Other(String text) implements HostKeyLine {}

  /**
   * A line that may mean something to OpenSSH and means nothing to us: hashed names, patterns,
   * markers.
   */
  record Skipped(String text) implements HostKeyLine {}

  /**
   * A key for one or more switches.
   *
   * @param hosts exact, lower case, as OpenSSH writes them: {@code sw1} for port 22, {@code
   *     [sw1]:2222} for any other
   */
  record Pin(String text, List<String> hosts, String type, String base64) implements HostKeyLine {
    public Pin {
      hosts = List.copyOf(hosts);
    }

    static Pin of(String host, String type, String base64) {
      return new Pin(host + " " + type + " " + base64, List.of(host), type, base64);
    }

    /** The same key without one of its hosts. */
    Pin without(String host) {
      List<String> left = hosts.stream().filter(other -> !other.equals(host)).toList();
      return new Pin(String.join(",", left) + " " + type + " " + base64, left, type, base64);
    }

    String fingerprint() {
      return fingerprintOf(base64);
    }
  }

  /** {@code SHA256:} and the digest of a key, as OpenSSH shows it. */
  static String fingerprintOf(String base64) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is none of OpenSSH's; says what is wrong with it
   */
  static HostKeyLine parse(String text) {
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return new Other(text);
    }
    if (line.startsWith("|") || line.startsWith("@")) {
      return new Skipped(text);
    }
    String[] fields = Fields.BLANKS.split(line, -1);
    if (fields.length < 3) {
      throw new IllegalArgumentException("it needs a host, a key type and a key");
    }
    if (!Fields.HOSTS.matcher(fields[0]).matches()) {
      return new Skipped(text);
    }
    List<String> hosts = List.of(Fields.COMMA.split(fields[0].toLowerCase(Locale.ROOT), -1));
    if (hosts.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("one of its hosts is empty");
    }
    Fields.requireKey(fields[1], fields[2]);
    return new Pin(text, hosts, fields[1], fields[2]);
  }

  /** The inside of a line. */
  final class Fields {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern HOSTS = Pattern.compile("[A-Za-z0-9._:%\\[\\],-]+");
    private static final Pattern COMMA = Pattern.compile(",");

    private Fields() {}

    // A key's bytes begin with its type again (RFC 4253, section 6.6).
    private static void requireKey(String type, String base64) {
      byte[] key;
      try {
        key = Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("its key is not base64", e);
      }
      byte[] named = type.getBytes(StandardCharsets.UTF_8);
      if (key.length < 4 + named.length
          || ByteBuffer.wrap(key).getInt() != named.length
          || !Arrays.equals(key, 4, 4 + named.length, named, 0, named.length)) {
        throw new IllegalArgumentException("its key is not of the type it names");
      }
    }
  }
}
