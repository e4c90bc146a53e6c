package io.netdepot.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A folder that only this user may enter, and that is removed with all that is in it. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("netdepot-demo-"));
  }

  Path path() {
    return path;
  }

  /** May be called more than once and from any thread; returns when the folder is gone. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (Files.exists(path)) {
        remove();
      }
    } finally {
      lock.unlock();
    }
  }

  private void remove() {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not remove " + path, e);
    }
  }
}
