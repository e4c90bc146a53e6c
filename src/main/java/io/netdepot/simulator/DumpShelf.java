package io.netdepot.simulator;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The packages lying on one switch, oldest first. Safe for use by several threads. */
final class DumpShelf {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

  private final String hostName;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by lock.
  private final List<Dump> dumps = new ArrayList<>();
  private LocalDateTime lastStamp = LocalDateTime.MIN;

  DumpShelf(String hostName, Clock clock) {
    this.hostName = hostName;
    this.clock = clock;
  }

  /** A name as NVOS gives it, from host name and time; never the same one twice. */
  String nextName() {
    lock.lock();
    try {
      LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).withNano(0);
      lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusSeconds(1);
      return "nvos_dump_" + hostName + "_" + STAMP.format(lastStamp) + ".tar.gz";
    } finally {
      lock.unlock();
    }
  }

  void add(Dump dump) {
    lock.lock();
    try {
      dumps.add(dump);
    } finally {
      lock.unlock();
    }
  }

  List<Dump> dumps() {
    lock.lock();
    try {
      return List.copyOf(dumps);
    } finally {
      lock.unlock();
    }
  }

  /** The package at a path on the switch. */
  Optional<Dump> at(String path) {
    return dumps().stream().filter(dump -> dump.isAt(path)).findFirst();
  }

  /** Takes away by base name, or by path as Cumulus documents it; empty when there is none. */
  Optional<Dump> remove(String nameOrPath) {
    lock.lock();
    try {
      Optional<Dump> found =
          dumps.stream()
              .filter(dump -> dump.name().equals(nameOrPath) || dump.isAt(nameOrPath))
              .findFirst();
      found.ifPresent(dumps::remove);
      return found;
    } finally {
      lock.unlock();
    }
  }
}
