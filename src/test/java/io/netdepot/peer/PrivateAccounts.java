package io.netdepot.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Accounts that only the server of a test can see: copies of the account files, mounted over the
 * system's in a mount namespace of the server's own. No account is made on the system. Needs root.
 */
final class PrivateAccounts {
  static final String USER = "netdepot-test";
  static final int USER_ID = 54_321;

  private static final String ENTER =
      """
      mount --bind "$1/passwd" /etc/passwd &&
      mount --bind "$1/shadow" /etc/shadow &&
      mount --bind "$1/group" /etc/group &&
      mount -t tmpfs -o mode=755 tmpfs /run &&
      mkdir /run/sshd && shift && exec "$@"
      """;

  private final Path folder;

  private PrivateAccounts(Path folder) {
    this.folder = folder;
  }

  /** Whether this process may make such a namespace. */
  static boolean possible() {
    try {
      return isRoot() && Tool.output("", "unshare", "-m", "true").isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes the account files.
   *
   * @param home of the test account
   */
  static PrivateAccounts create(Path folder, Path home, String password)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    write(
        folder.resolve("passwd"),
        Path.of("/etc/passwd"),
        "rw-r--r--",
        "sshd:x:54320:54320::/run/sshd:/usr/sbin/nologin",
        USER + ":x:" + USER_ID + ":" + USER_ID + "::" + home + ":/bin/sh");
    write(
        folder.resolve("group"),
        Path.of("/etc/group"),
        "rw-r--r--",
        "sshd:x:54320:",
        USER + ":x:" + USER_ID + ":");
    // The system's own hashes are not copied.
    write(
        folder.resolve("shadow"),
        Path.of("/dev/null"),
        "rw-------",
        "sshd:!:19000:0:99999:7:::",
        USER + ":" + hash(password) + ":19000:0:99999:7:::");
    return new PrivateAccounts(folder);
  }

  /** The command that runs another one where these accounts are. */
  List<String> entering(List<String> command) {
    List<String> all =
        new ArrayList<>(List.of("unshare", "-m", "/bin/sh", "-c", ENTER, "sh", folder.toString()));
    all.addAll(command);
    return all;
  }

  private static void write(Path file, Path original, String rights, String... added)
      throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(original));
    for (String line : added) {
      String name = line.substring(0, line.indexOf(':') + 1);
      if (lines.stream().noneMatch(known -> known.startsWith(name))) {
        lines.add(line);
      }
    }
    Files.write(file, lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private static String hash(String password) throws IOException, InterruptedException {
    Optional<String> hash = Tool.output(password + "\n", "openssl", "passwd", "-6", "-stdin");
    if (hash.isEmpty()) {
      hash =
          Tool.output(
              password + "\n",
              "perl",
              "-e",
              "chomp($p = <STDIN>); print crypt($p, '$6$netdepottest$')");
    }
    return hash.orElseThrow(() -> new IOException("Neither openssl nor perl can hash a password"));
  }
}
