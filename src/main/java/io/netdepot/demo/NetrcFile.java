package io.netdepot.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A netrc file for curl: with it the password stands neither on the command line, where every user
 * of the machine could read it, nor in the shell's history.
 */
final class NetrcFile {
  private NetrcFile() {}

  static Path write(DemoDepot depot) throws DemoFailed {
    Path file = depot.folder().resolve("netrc");
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(
          file,
          "machine "
              + depot.address().getHost()
              + " login "
              + DemoDepot.USER
              + " password "
              + depot.password()
              + "\n");
    } catch (IOException e) {
      throw new DemoFailed("The demo's netrc file cannot be written: " + e.getMessage() + ".");
    }
  }
}
