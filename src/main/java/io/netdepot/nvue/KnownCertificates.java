package io.netdepot.nvue;

import io.netdepot.config.SshSettings;
import io.netdepot.files.PrivateFile;
import io.netdepot.fleet.SwitchAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificates that REST APIs of switches showed at first sight: the file {@code
 * known_certificates} of the data directory, a line for each, {@code address port sha256}.
 *
 * <p>Thread-safe. The file is read again each time, as a person or a command may change it
 * meanwhile.
 */
public final class KnownCertificates {
  private static final Pattern LINE = Pattern.compile("(\\S+) (\\d{1,5}) ([0-9a-f]{64})");

  private final Path file;
  private final SshSettings.HostKeys policy;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * A certificate that a switch must show.
   *
   * @param host as {@link SwitchAddress#canonical()} writes it
   * @param sha256 of its DER form, in 64 lower-case hexadecimal digits
   */
  public record Known(String host, int port, String sha256) {
    /** As OpenSSH prints the digest of a host key. */
    public String fingerprint() {
      return "SHA256:"
          + Base64.getEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(sha256));
    }

    String line() {
      return host + " " + port + " " + sha256 + "\n";
    }
  }

  /** How a certificate is found. */
  enum Sight {
    GOOD,
    /** It is the first one, and nobody said before which it has to be. */
    UNKNOWN,
    CHANGED
  }

  /**
   * Over a file, which need not exist; its directory must.
   *
   * @param policy what becomes of a first one: that of host keys
   */
  public KnownCertificates(Path file, SshSettings.HostKeys policy) {
    this.file = file;
    this.policy = policy;
  }

  /**
   * Every one that is remembered.
   *
   * @throws IOException when the file cannot be read or a line of it is broken; says which
   */
  public List<Known> list() throws IOException {
    lock.lock();
    try {
      return read();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets those of a switch, on all ports, so that the next one it shows is remembered.
   *
   * @return whether there were any
   */
  public boolean forget(SwitchAddress address) throws IOException {
    lock.lock();
    try {
      List<Known> before = read();
      List<Known> left =
          before.stream().filter(each -> !each.host().equals(address.canonical())).toList();
      if (left.size() == before.size()) {
        return false;
      }
      write(left);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Compares what a switch shows, and remembers it, durably, where it is the first. */
  Sight look(SwitchAddress address, int port, String sha256) throws IOException {
    lock.lock();
    try {
      List<Known> known = read();
      Optional<Known> before =
          known.stream()
              .filter(each -> each.host().equals(address.canonical()) && each.port() == port)
              .findFirst();
      if (before.isPresent()) {
        return before.get().sha256().equals(sha256) ? Sight.GOOD : Sight.CHANGED;
      }
      if (policy == SshSettings.HostKeys.STRICT) {
        return Sight.UNKNOWN;
      }
      List<Known> more = new ArrayList<>(known);
      more.add(new Known(address.canonical(), port, sha256));
      write(more);
      return Sight.GOOD;
    } finally {
      lock.unlock();
    }
  }

  private List<Known> read() throws IOException {
    Optional<byte[]> bytes = PrivateFile.read(file);
    List<Known> found = new ArrayList<>();
    int number = 0;
    String text = bytes.map(each -> new String(each, StandardCharsets.UTF_8)).orElse("");
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        found.add(parse(line, number));
      }
    }
    return found;
  }

  private Known parse(String line, int number) throws IOException {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches()) {
      throw new IOException(
          file.getFileName()
              + ", line "
              + number
              + ": not 'address port sha256'; repair or remove that line");
    }
    return new Known(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3));
  }

  private void write(List<Known> all) throws IOException {
    StringBuilder text = new StringBuilder();
    all.forEach(each -> text.append(each.line()));
    PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
