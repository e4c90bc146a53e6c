package io.netdepot.secret;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The passwords made at first start, in a file of mode 0600 for the person who installs: a line
 * {@code user:password} each. A line goes when that password is changed, the file with the last.
 */
final class InitialPasswords {
  private static final int LENGTH = 24;

  // Without the characters that are easily taken for one another. 24 of 56 are 139 bits.
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

  private final Path file;

  InitialPasswords(Path file) {
    this.file = file;
  }

  static Secret random(SecureRandom random) {
    char[] characters = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      characters[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return new Secret(characters);
  }

  void write(Map<Role, Secret> passwords) {
    store(
        passwords.entrySet().stream()
            .map(entry -> entry.getKey().user() + ":" + entry.getValue().reveal())
            .toList());
  }

  void forget(Role role) {
    try {
      List<String> lines = Files.readString(file).lines().toList();
      List<String> rest =
          lines.stream().filter(line -> !line.startsWith(role.user() + ":")).toList();
      if (rest.size() < lines.size()) {
        store(rest);
      }
    } catch (NoSuchFileException e) {
      // Somebody has taken it away, which is what the file is for.
    } catch (IOException e) {
      throw new SecretFailure("The file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void store(List<String> lines) {
    try {
      if (lines.isEmpty()) {
        PrivateFile.delete(file);
      } else {
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new SecretFailure("The file " + file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
