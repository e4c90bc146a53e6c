package io.netdepot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import io.netdepot.files.PrivateFile;
import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last set of route files that was put to work, kept for a start with broken ones. Each set has
 * a folder named by its digest, and the file {@code current} names the one that counts: whatever
 * breaks while a set is written, a whole one is found. For one thread at a time.
 */
final class GoodRoutes {
  private static final String CURRENT = "current";
  private static final Disk DISK = new LocalDisk();

  private final Path root;

  GoodRoutes(Path root) {
    this.root = root;
  }

  /** Keeps a set in place of the one before. Durable when it returns. */
  void keep(RouteFiles files) throws IOException {
    Sha256 digest = files.digest();
    Optional<RouteFiles> before = read();
    if (before.map(RouteFiles::digest).equals(Optional.of(digest))) {
      return;
    }
    Path folder = folder(digest);
    makeDirectories(folder);
    for (RouteFile file : files.files()) {
      Path path = folder.resolve(file.name()).normalize();
      makeDirectories(path.resolveSibling(""));
      if (!isShared(file, path, before)) {
        PrivateFile.write(path, file.text().getBytes(UTF_8));
      }
    }
    forceDirectories(folder);
    PrivateFile.write(root.resolve(CURRENT), (digest.hex() + "\n").getBytes(UTF_8));
    removeOthers(digest);
  }

  // An edit changes one file of many. The others are durable already.
  private boolean isShared(RouteFile file, Path path, Optional<RouteFiles> before)
      throws IOException {
    if (before.filter(kept -> kept.files().contains(file)).isEmpty()) {
      return false;
    }
    try {
      Files.createLink(path, folder(before.get().digest()).resolve(file.name()));
      return true;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // It is there from a try that was cut off, or this file system has no links.
      return false;
    }
  }

  private static void forceDirectories(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path directory : found.filter(Files::isDirectory).toList()) {
        DISK.forceDirectory(directory);
      }
    }
  }

  /** The set that was kept; empty when there is none, or it is not what was written. */
  Optional<RouteFiles> read() throws IOException {
    Optional<Sha256> digest = current();
    if (digest.isEmpty() || !Files.isDirectory(folder(digest.get()))) {
      return Optional.empty();
    }
    RouteFiles files = RouteFiles.read(folder(digest.get()));
    return Optional.of(files).filter(read -> read.digest().equals(digest.get()));
  }

  private Optional<Sha256> current() throws IOException {
    try {
      return Sha256.parse(Files.readString(root.resolve(CURRENT)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path folder(Sha256 digest) {
    return root.resolve(digest.hex());
  }

  private static void makeDirectories(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private void removeOthers(Sha256 kept) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      for (Path found : all.toList()) {
        String name = found.getFileName().toString();
        if (Sha256.parse(name).filter(digest -> !digest.equals(kept)).isPresent()) {
          remove(found);
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
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
