package io.netdepot.simulator;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes a folder of the simulator with all that is in it; follows no link. */
final class FolderRemoval extends SimpleFileVisitor<Path> {
  private FolderRemoval() {}

  static void remove(Path folder) throws IOException {
    Files.walkFileTree(folder, new FolderRemoval());
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.deleteIfExists(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
    // A command that was still ending may have deleted it first.
    if (error instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw error;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
      throws IOException {
    Files.deleteIfExists(folder);
    return FileVisitResult.CONTINUE;
  }
}
