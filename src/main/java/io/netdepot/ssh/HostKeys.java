package io.netdepot.ssh;

import io.netdepot.config.SshSettings;
import io.netdepot.files.PrivateFile;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.ssh.HostKeyLine.Pin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pinned host keys of the switches: the file {@code known_hosts} of the data directory.
 *
 * <p>Thread-safe. A person or a command may change the file meanwhile: it is read again whenever it
 * has changed, and replaced as a whole; of two processes that replace it in the same moment, one
 * loses its change. A key that is seen for the first time counts at once and is on disk after
 * {@link #save}.
 */
public final class HostKeys {
  /** How sentences about a switch begin. */
  static final String SWITCH = "The switch";

  private static final Logger log = LoggerFactory.getLogger(HostKeys.class);

  private final Path file;
  private final SshSettings.HostKeys policy;
  private final ReentrantLock saving = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private KnownHosts known = new KnownHosts(List.of());
  private final List<Pin> unsaved = new ArrayList<>();
  private Optional<Stamp> stamp = Optional.empty();

  private record Stamp(FileTime changed, long size) {}

  /** {@code file} need not exist; its directory must. */
  public HostKeys(Path file, SshSettings.HostKeys policy) {
    this.file = file;
    this.policy = policy;
  }

  /**
   * Every pinned key.
   *
   * @throws IOException when the file cannot be read or a line of it is broken; says which
   */
  public List<PinnedKey> list() throws IOException {
    return current().all();
  }

  /**
   * Forgets the keys of a switch, on all ports, so that the next one it shows is pinned.
   *
   * @return whether there were any
   */
  public boolean forget(SwitchAddress address) throws IOException {
    saving.lock();
    try {
      save();
      KnownHosts before = current();
      KnownHosts after = before.without(address.canonical());
      if (after.equals(before)) {
        return false;
      }
      store(after);
      log.info("Forgot the host keys of {}", address.canonical());
      return true;
    } finally {
      saving.unlock();
    }
  }

  /** The types of the keys pinned for a switch, such as {@code ssh-ed25519}. */
  List<String> typesOf(SwitchAddress address, int port) throws IOException {
    return current().of(address.canonical(), port).stream().map(Pin::type).distinct().toList();
  }

  /**
   * Compares the key that a server shows with the pinned ones, and pins it where it is the first.
   *
   * @param who the beginning of a sentence about the server
   * @return empty when the key is good
   */
  Optional<Failure> check(String who, SwitchAddress address, int port, PublicKey key) {
    String[] shown = PublicKeyEntry.toString(key).split(" ", 3);
    Pin seen = Pin.of(KnownHosts.hostField(address.canonical(), port), shown[0], shown[1]);
    lock.lock();
    try {
      readAgain();
      List<Pin> pinned = known.of(address.canonical(), port);
      if (pinned.stream().anyMatch(pin -> pin.base64().equals(seen.base64()))) {
        return Optional.empty();
      }
      if (!pinned.isEmpty()) {
        return Optional.of(changed(who, address, pinned, seen));
      }
      if (policy == SshSettings.HostKeys.STRICT) {
        return Optional.of(unknown(who, seen));
      }
      known = known.with(seen);
      unsaved.add(seen);
    } catch (IOException e) {
      return Optional.of(new Failure(FailureReason.INTERNAL_ERROR, Phase.CONNECT, Causes.text(e)));
    } finally {
      lock.unlock();
    }
    log.info("Pinned the host key of {}: {} {}", address, seen.type(), seen.fingerprint());
    return Optional.empty();
  }

  /** Makes the keys that were pinned so far durable. Many callers share one write. */
  void save() throws IOException {
    saving.lock();
    try {
      KnownHosts now;
      lock.lock();
      try {
        if (unsaved.isEmpty()) {
          return;
        }
        readAgain();
        now = known;
      } finally {
        lock.unlock();
      }
      store(now);
    } finally {
      saving.unlock();
    }
  }

  private KnownHosts current() throws IOException {
    lock.lock();
    try {
      readAgain();
      return known;
    } finally {
      lock.unlock();
    }
  }

  // With the saving lock held, so that two writers do not overwrite each other.
  private void store(KnownHosts now) throws IOException {
    PrivateFile.write(file, now.text().getBytes(StandardCharsets.UTF_8));
    lock.lock();
    try {
      unsaved.removeIf(pin -> now.lines().contains(pin));
      known = now;
      unsaved.forEach(pin -> known = known.with(pin));
      stamp = stampOf();
    } finally {
      lock.unlock();
    }
  }

  // With the lock held.
  private void readAgain() throws IOException {
    Optional<Stamp> now = stampOf();
    if (now.equals(stamp)) {
      return;
    }
    KnownHosts read;
    try {
      String text =
          PrivateFile.read(file).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
      read = KnownHosts.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file.getFileName() + ", " + e.getMessage() + "; repair or remove that line", e);
    }
    if (read.skipped() > 0) {
      log.warn(
          "{} has {} hashed or pattern entries, which are not used; write the switch's address out",
          file.getFileName(),
          read.skipped());
    }
    for (Pin pin : unsaved) {
      read = read.with(pin);
    }
    known = read;
    stamp = now;
  }

  private Optional<Stamp> stampOf() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Stamp(now.lastModifiedTime(), now.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Failure changed(String who, SwitchAddress address, List<Pin> pinned, Pin seen) {
    String before =
        pinned.stream()
            .map(p -> p.type() + " " + p.fingerprint())
            .collect(Collectors.joining(", "));
    return new Failure(
        FailureReason.HOST_KEY_CHANGED,
        Phase.CONNECT,
        who
            + " shows the host key "
            + seen.type()
            + " "
            + seen.fingerprint()
            + ", but "
            + before
            + " is pinned. Somebody may be in between. If it was replaced or installed anew,"
            + " forget the old key: ./netdepot host-keys forget "
            + address.canonical());
  }

  private static Failure unknown(String who, Pin seen) {
    return new Failure(
        FailureReason.HOST_KEY_UNKNOWN,
        Phase.CONNECT,
        "No host key is pinned for "
            + who.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
            + who.substring(1)
            + " and ssh.host-keys is strict. It shows "
            + seen.fingerprint()
            + "; if that is right, add this line to known_hosts: "
            + seen.text());
  }
}
