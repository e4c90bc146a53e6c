package io.netdepot.secret;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code users}: a line {@code name:hash} a user, mode 0600. A user without a line cannot
 * log in.
 */
final class UsersFile {
  private final Path file;

  UsersFile(Path file) {
    this.file = file;
  }

  /** Tells whether the file was replaced or edited; which it is, not what is in it. */
  record Stamp(FileTime modified, long size, String identity) {}

  /** Empty when there is no file. */
  Optional<Stamp> stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The hashes; empty when there is no file.
   *
   * @throws SecretFailure when the file cannot be read, others may read it, or a line is wrong
   */
  Optional<Map<Role, PasswordHash>> read() {
    try {
      return PrivateFile.readSecret(file)
          .map(content -> parse(new String(content, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new SecretFailure("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Map<Role, PasswordHash> parse(String text) {
    Map<Role, PasswordHash> hashes = new EnumMap<>(Role.class);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      int colon = line.indexOf(':');
      Optional<Role> role = Role.ofUser(line.substring(0, Math.max(colon, 0)).strip());
      Optional<PasswordHash> hash = PasswordHash.parse(line.substring(colon + 1).strip());
      if (role.isEmpty() || hash.isEmpty() || hashes.containsKey(role.get())) {
        throw new SecretFailure(
            "Line "
                + number
                + " of "
                + file
                + " is not 'user:hash' with one of the users ro-user and rw-user, each once. Run"
                + " 'netdepot passwd USER', or remove the file to get new passwords.");
      }
      hashes.put(role.get(), hash.get());
    }
    return hashes;
  }

  /**
   * @throws SecretFailure when the file cannot be written
   */
  void write(Map<Role, PasswordHash> hashes) {
    StringBuilder text = new StringBuilder();
    hashes.forEach(
        (role, hash) -> text.append(role.user()).append(':').append(hash.format()).append('\n'));
    try {
      PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SecretFailure("The file " + file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
