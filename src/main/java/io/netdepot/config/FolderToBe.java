package io.netdepot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is there or will be made, as far as that can be tried out without making it. */
final class FolderToBe {
  private final Path folder;

  FolderToBe(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Passes when files can be made in the folder, or the folder itself can be made.
   *
   * @throws IOException when not
   */
  void tryOut() throws IOException {
    // Permissions alone do not tell: a disk may be read-only, and to root all seems permitted.
    Files.delete(Files.createTempDirectory(nearest(), ".netdepot"));
  }

  /** Whether it is another folder or below it, whatever links lead there. */
  boolean isWithin(FolderToBe other) throws IOException {
    return real().startsWith(other.real());
  }

  private Path real() throws IOException {
    Path nearest = nearest();
    return nearest.toRealPath().resolve(nearest.relativize(folder)).normalize();
  }

  // The folder itself, or the first above it that is there; a file is there as well.
  private Path nearest() throws IOException {
    for (Path path = folder; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        return path;
      }
    }
    throw new IOException("There is no folder above it");
  }
}
