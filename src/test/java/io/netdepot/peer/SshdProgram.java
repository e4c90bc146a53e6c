package io.netdepot.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OpenSSH's server on this machine: from {@code NETDEPOT_SSHD}, as {@code .ci/peers} unpacked it,
 * or installed. Installed or not, it is only run, never as the system's service.
 *
 * @param sshd the server
 * @param sftpServer the program of its SFTP subsystem, for forced commands
 * @param libraries folders to search for shared libraries; empty for an installed server
 */
record SshdProgram(Path sshd, Optional<Path> sftpServer, String libraries) {
  private static final Path PEERS = Path.of("target", "peers").toAbsolutePath();

  static Optional<SshdProgram> find() {
    return candidates()
        .filter(Files::isExecutable)
        .findFirst()
        .map(sshd -> new SshdProgram(sshd, companion("sftp-server"), librariesFor(sshd)));
  }

  private static Stream<Path> candidates() {
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("NETDEPOT_SSHD")).map(Path::of).ifPresent(places::add);
    places.add(PEERS.resolve("usr/sbin/sshd"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(folder, "sshd"));
    }
    places.add(Path.of("/usr/sbin/sshd"));
    return places.stream().map(Path::toAbsolutePath);
  }

  /** Lines for the configuration that only some releases of the server know. */
  String releaseOptions() {
    StringBuilder lines = new StringBuilder();
    // From 9.8 on the server runs a second program for each connection, and holds off addresses
    // that failed to log in; from 10.0 on it runs a third one for the login.
    companion("sshd-session")
        .ifPresent(path -> lines.append("SshdSessionPath " + path + "\nPerSourcePenalties no\n"));
    companion("sshd-auth").ifPresent(path -> lines.append("SshdAuthPath " + path + "\n"));
    return lines.toString();
  }

  private static Optional<Path> companion(String name) {
    return Stream.of(
            PEERS.resolve("usr/lib/openssh"),
            Path.of("/usr/lib/openssh"),
            Path.of("/usr/libexec/openssh"),
            Path.of("/usr/lib/ssh"))
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String librariesFor(Path sshd) {
    if (!sshd.startsWith(PEERS)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(PEERS)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".so."))
          .map(file -> String.valueOf(file.getParent()))
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot look through " + PEERS, e);
    }
  }
}
