package io.netdepot.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The files of one server: keys, configuration, the forced command, the packages. */
final class SshdFolder {
  private final Path folder;
  private final List<String> hostKeyTypes;

  SshdFolder(Path folder, List<String> hostKeyTypes) {
    this.folder = folder;
    this.hostKeyTypes = List.copyOf(hostKeyTypes);
  }

  /** The packages on the switch. */
  Path dumps() {
    return folder.resolve("dump");
  }

  /** Writes all but the configuration. */
  void write(SshdProgram program, Optional<Path> packageContent)
      throws IOException, InterruptedException {
    Files.createDirectory(dumps());
    for (String type : hostKeyTypes) {
      makeKey(hostKey(type), type);
    }
    makeKey(folder.resolve("user_key"), "ed25519");
    Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
    try (InputStream script = SshdFolder.class.getResourceAsStream("/nvos-forced-command.sh")) {
      if (script == null) {
        throw new IOException("nvos-forced-command.sh is not among the test resources");
      }
      Files.copy(script, folder.resolve("nvos"));
    }
    if (program.sftpServer().isPresent()) {
      // A copy, as the test account may not get at the original.
      Files.copy(
          program.sftpServer().get(),
          folder.resolve("sftp-server"),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    if (packageContent.isPresent()) {
      linkOrCopy(packageContent.get(), folder.resolve("template"));
    }
  }

  /**
   * Writes the configuration.
   *
   * @param generateSeconds of the forced command; none when commands go to the user's shell
   */
  void writeConfig(
      SshdProgram program,
      int port,
      String user,
      boolean passwordLogin,
      boolean forwarding,
      Optional<Integer> generateSeconds)
      throws IOException {
    StringBuilder config = new StringBuilder();
    for (String type : hostKeyTypes) {
      config.append("HostKey ").append(hostKey(type)).append('\n');
    }
    config.append(
        """
        ListenAddress 127.0.0.1
        Port %d
        AllowUsers %s
        PasswordAuthentication %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        UseDNS no
        KbdInteractiveAuthentication no
        MaxStartups 200:30:400
        MaxSessions 100
        LogLevel VERBOSE
        Subsystem sftp internal-sftp
        """
            .formatted(
                port, user, passwordLogin ? "yes" : "no", folder.resolve("authorized_keys")));
    config.append(forwarding ? "" : "AllowTcpForwarding no\n");
    config.append(program.releaseOptions());
    if (generateSeconds.isPresent()) {
      config.append(
          "ForceCommand exec /bin/sh '%s' '%s' '%s' %d '%s'%n"
              .formatted(
                  folder.resolve("nvos"),
                  dumps(),
                  folder.resolve("template"),
                  generateSeconds.get(),
                  folder.resolve("sftp-server")));
    }
    Files.writeString(folder.resolve("config"), config);
  }

  private Path hostKey(String type) {
    return folder.resolve("host_" + type);
  }

  private static void makeKey(Path file, String type) throws IOException, InterruptedException {
    Tool.run("ssh-keygen", "-q", "-N", "", "-t", type, "-f", file.toString());
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException e) {
      Files.copy(from, to);
    }
  }
}
