package io.netdepot.receive;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The programs of OpenSSH's client, as a switch would run them, with a password. */
final class OpenSshClient {
  /** How a program ended, and everything it printed. */
  record Ended(int status, String output) {}

  private final Path folder;
  private final URI url;
  private final String password;
  private final List<String> ciphers;

  /**
   * A client at a reception.
   *
   * @param folder for its files
   */
  OpenSshClient(Path folder, Reception reception) {
    this.folder = folder;
    this.url = URI.create(reception.url().reveal());
    this.password = url.getUserInfo().substring(url.getUserInfo().indexOf(':') + 1);
    this.ciphers = List.of();
  }

  private OpenSshClient(Path folder, URI url, String password, List<String> ciphers) {
    this.folder = folder;
    this.url = url;
    this.password = password;
    this.ciphers = ciphers;
  }

  OpenSshClient withPassword(String other) {
    return new OpenSshClient(folder, url, other, ciphers);
  }

  /** With ciphers of its own, best first, comma-separated; without, with those of OpenSSH. */
  OpenSshClient withCiphers(String list) {
    return new OpenSshClient(folder, url, password, List.of("-o", "Ciphers=" + list));
  }

  /** The folder on the other side, with slashes around it. */
  String remoteFolder() {
    return url.getPath();
  }

  /** A local file. */
  Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  /** Runs lines of sftp's own; the first that fails ends it. */
  Ended sftp(String... lines) throws Exception {
    Path batch = Files.writeString(folder.resolve("batch"), String.join("\n", lines) + "\n");
    return run(
        List.of("sftp", "-P", String.valueOf(url.getPort()), "-b", batch.toString()), host());
  }

  /** Copies with scp, which speaks SFTP. */
  Ended scp(Path file, String remotePath) throws Exception {
    return run(
        List.of("scp", "-s", "-P", String.valueOf(url.getPort())),
        file.toString(),
        host() + ":" + remotePath);
  }

  /** Asks for a command, or with none for a shell. */
  Ended ssh(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(host()));
    all.addAll(List.of(arguments));
    return run(List.of("ssh", "-p", String.valueOf(url.getPort())), all.toArray(String[]::new));
  }

  /** Begins sftp without waiting for its end. */
  Process start(Path batch) throws IOException {
    return builder(
            List.of("sftp", "-P", String.valueOf(url.getPort()), "-b", batch.toString()), host())
        .start();
  }

  private String host() {
    return url.getUserInfo().substring(0, url.getUserInfo().indexOf(':')) + "@" + url.getHost();
  }

  private Ended run(List<String> program, String... arguments) throws Exception {
    Process process = builder(program, arguments).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private ProcessBuilder builder(List<String> program, String... arguments) throws IOException {
    Path askPass =
        Files.writeString(folder.resolve("askpass"), "#!/bin/sh\ncat <<'E'\n" + password + "\nE\n");
    Files.setPosixFilePermissions(askPass, PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>(program.subList(0, 1));
    for (String option :
        List.of(
            "BatchMode=no",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "GlobalKnownHostsFile=/dev/null",
            "PreferredAuthentications=password",
            "NumberOfPasswordPrompts=1",
            "PubkeyAuthentication=no",
            "LogLevel=ERROR")) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(ciphers);
    // After the options: a batch switches BatchMode on, and the first setting counts.
    command.addAll(program.subList(1, program.size()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SSH_ASKPASS", askPass.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    builder.environment().put("DISPLAY", "none");
    return builder;
  }
}
