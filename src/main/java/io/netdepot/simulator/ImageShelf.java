package io.netdepot.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.session.Session;

/** What one switch runs and boots next, and whether it is there at all. Thread-safe. */
final class ImageShelf {
  /** The folder of images on a switch, as public clients of NVOS stage them. */
  static final String FOLDER = "/host/nos-images";

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final Pattern IMAGE = Pattern.compile("(nvos)-[^-]+-(.+)\\.bin");

  private final Duration rebootTime;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger installs = new AtomicInteger();
  private final AtomicInteger reboots = new AtomicInteger();
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger puts = new AtomicInteger();

  // Mutable state
  private volatile Partitions partitions;
  private volatile String bootId = UUID.randomUUID().toString();
  private volatile long upAgain = System.nanoTime();

  ImageShelf(String build, Duration rebootTime) {
    this.partitions = new Partitions(build, Optional.empty(), 1, 1);
    this.rebootTime = rebootTime;
  }

  /** Whether a name can be a file's on this machine too. */
  static boolean isFile(String name) {
    return FILE.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /** What the switch says once it runs the image of a file name. */
  static String buildOf(String fileName) {
    Matcher name = IMAGE.matcher(fileName);
    return name.matches() ? name.group(1) + "-" + name.group(2) : fileName;
  }

  /**
   * What lies in both partitions.
   *
   * @param running of the one that runs
   * @param other of the other one
   * @param current the number of the one that runs
   * @param next the number of the one that is booted next
   */
  record Partitions(String running, Optional<String> other, int current, int next) {
    int otherNumber() {
      return 3 - current;
    }
  }

  String build() {
    return partitions.running();
  }

  Partitions partitions() {
    return partitions;
  }

  /** Boots this partition next; false when nothing is in it. */
  boolean bootNext(int number) {
    Partitions now = partitions;
    boolean there =
        number == now.current() || (number == now.otherNumber() && now.other().isPresent());
    if (there) {
      partitions = new Partitions(now.running(), now.other(), now.current(), number);
    }
    return there;
  }

  /** Empties the other partition; false when nothing is in it. */
  boolean uninstall() {
    Partitions now = partitions;
    partitions = new Partitions(now.running(), Optional.empty(), now.current(), now.current());
    return now.other().isPresent();
  }

  /** Boots the partition that is next. */
  void reboot() {
    Partitions now = partitions;
    if (now.next() == now.current()) {
      goAway(now);
    } else {
      goAway(
          new Partitions(
              now.other().orElseThrow(), Optional.of(now.running()), now.next(), now.next()));
    }
  }

  String bootId() {
    return bootId;
  }

  AtomicInteger installs() {
    return installs;
  }

  /** How often it was told to boot, other than by an installation. */
  AtomicInteger reboots() {
    return reboots;
  }

  AtomicInteger fetches() {
    return fetches;
  }

  AtomicInteger puts() {
    return puts;
  }

  boolean isAway() {
    return System.nanoTime() - upAgain < 0;
  }

  void loggedIn(Session session) {
    sessions.add(session);
    session.addCloseFutureListener(closed -> sessions.remove(session));
  }

  /** Installs a build into the other partition and boots it; of the running one it only boots. */
  void reboot(String into) {
    Partitions now = partitions;
    goAway(
        into.equals(now.running())
            ? now
            : new Partitions(
                into, Optional.of(now.running()), now.otherNumber(), now.otherNumber()));
  }

  // Every connection breaks, and none is taken for a while.
  private void goAway(Partitions after) {
    upAgain = System.nanoTime() + rebootTime.toNanos();
    partitions = after;
    bootId = UUID.randomUUID().toString();
    sessions.forEach(session -> session.close(true));
  }
}
