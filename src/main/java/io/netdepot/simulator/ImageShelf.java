package io.netdepot.simulator;

import java.time.Duration;
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
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger puts = new AtomicInteger();

  // Mutable state
  private volatile String build;
  private volatile String bootId = UUID.randomUUID().toString();
  private volatile long upAgain = System.nanoTime();

  ImageShelf(String build, Duration rebootTime) {
    this.build = build;
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

  String build() {
    return build;
  }

  String bootId() {
    return bootId;
  }

  AtomicInteger installs() {
    return installs;
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

  /** Boots into a build: every connection breaks, and none is taken for a while. */
  void reboot(String into) {
    upAgain = System.nanoTime() + rebootTime.toNanos();
    build = into;
    bootId = UUID.randomUUID().toString();
    sessions.forEach(session -> session.close(true));
  }
}
