package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The folder and the processes of one benchmark. All of them go when it ends, by a signal too, the
 * last first.
 */
final class Workbench implements AutoCloseable {
  private final Path home;
  private final Path folder;
  private final Thread hook = new Thread(this::clear, "clear");
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final Deque<AutoCloseable> kept = new ArrayDeque<>();

  private Workbench(Path home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /** A new folder under {@code target/bench}, on the disk that the program was built on. */
  static Workbench open(String name) throws IOException {
    Path home = Path.of(System.getProperty("netdepot.home", "")).toAbsolutePath();
    Path all = Files.createDirectories(home.resolve("target").resolve("bench"));
    Workbench bench = new Workbench(home, Files.createTempDirectory(all, name + "-"));
    Runtime.getRuntime().addShutdownHook(bench.hook);
    return bench;
  }

  /** The root of the project. */
  Path home() {
    return home;
  }

  Path folder() {
    return folder;
  }

  /** A new folder in ours. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Content that is made once and kept for later runs. */
  Path content() throws IOException {
    return Files.createDirectories(home.resolve("target").resolve("bench").resolve("content"));
  }

  /** Lets this end with the benchmark, if it has not ended before; to close it twice is fine. */
  <T extends AutoCloseable> T keep(T resource) {
    lock.lock();
    try {
      kept.push(resource);
    } finally {
      lock.unlock();
    }
    return resource;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came, and the hook clears.
      return;
    }
    clear();
  }

  private void clear() {
    for (AutoCloseable resource = next(); resource != null; resource = next()) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("Could not end " + resource + ": " + e);
      }
    }
    try {
      remove(folder);
    } catch (IOException e) {
      System.err.println("Could not remove " + folder + ": " + e);
    }
  }

  private @Nullable AutoCloseable next() {
    lock.lock();
    try {
      return kept.poll();
    } finally {
      lock.unlock();
    }
  }

  static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
