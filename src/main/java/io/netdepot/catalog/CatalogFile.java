package io.netdepot.catalog;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The database's file. SQLite gives its own files beside it the same rights. */
final class CatalogFile {
  private static final String RIGHTS = "rw-------";

  private CatalogFile() {}

  /** Makes the file when there is none, and takes everybody else's rights to it away. */
  static void prepare(Path file) {
    try {
      try {
        Files.createFile(
            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(RIGHTS)));
      } catch (FileAlreadyExistsException e) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(RIGHTS));
      }
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.UNUSABLE,
          "The catalog " + file + " can be neither opened nor made. Check its directory.",
          e);
    }
  }
}
