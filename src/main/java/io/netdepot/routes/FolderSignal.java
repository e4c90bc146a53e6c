package io.netdepot.routes;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once that something has changed in some folders, where the system does: not on a network
 * file system, and not when its places for that are taken. Who waits for it looks now and then
 * whatever it says. Waiting and following are for one thread; closing is for any.
 */
final class FolderSignal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FolderSignal.class);
  private static final WatchEvent.Kind<?>[] ANYTHING = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  private final Optional<WatchService> system = open();
  private final CountDownLatch closed = new CountDownLatch(1);

  // Mutable state, of who follows
  private final Map<Path, WatchKey> followed = new HashMap<>();

  private static Optional<WatchService> open() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("The system does not tell of changed folders: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Is about these folders from now on. */
  void follow(Set<Path> folders) {
    followed.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue(), folders));
    for (Path folder : folders) {
      if (system.isPresent() && !followed.containsKey(folder)) {
        register(system.get(), folder);
      }
    }
  }

  // A folder that was removed and made anew is another one, by the same name.
  private static boolean isOver(Path folder, WatchKey key, Set<Path> folders) {
    if (folders.contains(folder) && key.isValid()) {
      return false;
    }
    key.cancel();
    return true;
  }

  private void register(WatchService service, Path folder) {
    try {
      followed.put(folder, folder.register(service, ANYTHING));
    } catch (IOException | RuntimeException e) {
      log.debug("The system does not tell of changes in {}: {}", folder, e.getMessage());
    }
  }

  /**
   * Waits until something has changed, the time is up, or this is closed.
   *
   * @return whether something has changed, as far as the system tells
   */
  boolean await(Duration most) throws InterruptedException {
    if (system.isEmpty()) {
      pause(most);
      return false;
    }
    try {
      WatchKey first = system.get().poll(most.toMillis(), TimeUnit.MILLISECONDS);
      for (WatchKey key = first; key != null; key = system.get().poll()) {
        key.pollEvents();
        key.reset();
      }
      return first != null;
    } catch (ClosedWatchServiceException e) {
      log.debug("The system tells of changed folders no longer: {}", e.getMessage());
      return false;
    }
  }

  /** Waits for a time, or until this is closed, whatever changes. */
  void pause(Duration time) throws InterruptedException {
    boolean unused = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends the waiting. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (system.isPresent()) {
        system.get().close();
      }
    } catch (IOException e) {
      log.debug("What tells of changed folders cannot be closed: {}", e.getMessage());
    }
  }
}
