package io.netdepot;

import io.netdepot.cli.UserPasswords;
import io.netdepot.files.PrivateFile;
import io.netdepot.secret.PasswordHash;
import io.netdepot.secret.Secret;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The users of the tests' services, with their hashes made once: a service that is given passwords
 * makes two hashes at its start, a third of what its start takes.
 */
final class KnownUsers {
  private final String text;
  private final UserPasswords passwords;

  KnownUsers(String writer, String reader) {
    this.text = line("rw-user", writer) + line("ro-user", reader);
    this.passwords = new UserPasswords(Optional.of(writer), Optional.of(reader));
  }

  private static String line(String user, String password) {
    PasswordHash hash =
        PasswordHash.of(new Secret(password.toCharArray()), PasswordHash.FEWEST_ITERATIONS);
    return user + ":" + hash.format() + "\n";
  }

  /**
   * Puts the users into a data directory that has none yet, and gives the passwords that a service
   * over it is to be told: none when it has these users.
   */
  UserPasswords in(Path data) throws IOException {
    Path file = DataLayout.beside(data).users();
    if (!Files.exists(file)) {
      Files.createDirectories(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
    return Files.readString(file).equals(text)
        ? new UserPasswords(Optional.empty(), Optional.empty())
        : passwords;
  }
}
