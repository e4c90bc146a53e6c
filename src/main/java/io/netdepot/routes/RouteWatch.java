package io.netdepot.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folder of routes when the system says that something has changed, and each second
 * whatever it says; closer once something has changed. Says when it is quiet again: an editor may
 * write in pieces. It asks for sizes and times, which works on every file system; and now and then
 * for a reading whatever those say, as some have coarse clocks.
 */
final class RouteWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_A_CHANGE = Duration.ofMillis(125);
  // Somebody may write beside the routes all the time.
  private static final Duration PAUSE_AFTER_A_SIGNAL = Duration.ofMillis(25);
  private static final int QUIET_LOOKS = 3;
  private static final int LOOKS_BETWEEN_READINGS = 10;

  private final RouteFolder folder;
  private final Runnable eachLook;
  private final Runnable whenQuiet;
  private final FolderSignal signal = new FolderSignal();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("route-watch").unstarted(this::run);

  // Mutable state, of who looks: what was last seen, and how often in a row. Empty when there is no
  // directory, which is something to see as well.
  private Optional<RouteFolder.Look> before;
  private int same;

  /** {@code whenQuiet} reads the folder; it may be called when nothing has changed. */
  RouteWatch(RouteFolder folder, Runnable eachLook, Runnable whenQuiet) {
    this.folder = folder;
    this.eachLook = eachLook;
    this.whenQuiet = whenQuiet;
    this.before = look();
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!signal.isClosed()) {
        step();
        before.ifPresent(look -> signal.follow(look.folders()));
        if (same < QUIET_LOOKS) {
          signal.pause(PAUSE_AFTER_A_CHANGE);
        } else if (signal.await(PAUSE)) {
          signal.pause(PAUSE_AFTER_A_SIGNAL);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; for the thread of the watch, or in its place. */
  void step() {
    Optional<RouteFolder.Look> now = look();
    same = now.equals(before) ? same + 1 : 0;
    before = now;
    run(eachLook);
    if (same == QUIET_LOOKS || same >= LOOKS_BETWEEN_READINGS) {
      same = QUIET_LOOKS;
      run(whenQuiet);
    }
  }

  private Optional<RouteFolder.Look> look() {
    try {
      return Optional.of(folder.look());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("The folder of step routes could not be looked at, trying again", e);
    }
  }

  /** Waits for a set that is being tried. */
  @Override
  public void close() {
    signal.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
