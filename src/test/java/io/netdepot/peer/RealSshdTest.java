package io.netdepot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresRealSshd
@Timeout(180)
class RealSshdTest {
  private static final String GENERATE = "nv action generate system tech-support";
  private static final String LIST = "nv show system tech-support files -o json";

  private record Ended(int status, String out, String err) {}

  private final Path folder;

  RealSshdTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void logsInByKey(String hostKeyType) throws Exception {
    try (RealSshd sshd = RealSshd.with().hostKey(hostKeyType).plain().start()) {
      assertThat(ssh(sshd, "id -un").out()).isEqualTo(sshd.user() + "\n");
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void logsInByPassword() throws Exception {
    try (RealSshd sshd = RealSshd.with().start()) {
      assertThat(sshByPassword(sshd, sshd.password().orElseThrow()).status()).isZero();
      assertThat(sshByPassword(sshd, "wrong").status()).isEqualTo(255);
      assertThat(sshd.log()).contains("Accepted password for netdepot-test");
    }
    assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain("netdepot-test");
  }

  @Test
  void generatesListsServesAndDeletes() throws Exception {
    try (RealSshd sshd = RealSshd.with().start()) {
      Ended generated = ssh(sshd, GENERATE + " since 20241118");
      assertThat(generated.err() + generated.status()).isEqualTo("0");
      String path =
          generated
              .out()
              .lines()
              .filter(line -> line.contains("Generated "))
              .findFirst()
              .orElseThrow()
              .replace("Generated tech-support ", "");
      String name = String.valueOf(Path.of(path).getFileName());
      assertThat(name).matches("nvos_dump_sw1_\\d{8}_\\d{6}\\.tar\\.gz");
      assertThat(sshd.dumpDir().resolve(name)).exists().hasToString(path);
      assertThat(ssh(sshd, LIST).out())
          .contains("\"" + name + "\": {\"path\": \"" + path + "\"}", "\"latest\"");

      Path bySftp = folder.resolve("by-sftp");
      run(sftp(sshd, sshd.user() + "@127.0.0.1:" + path, bySftp.toString()));
      assertThat(bySftp).hasSameBinaryContentAs(sshd.dumpDir().resolve(name));
      assertThat(run(List.of("tar", "-tzf", bySftp.toString())).out()).contains("/log/nmx/");
      assertThat(ssh(sshd, "sudo -n stat -c %s '" + path + "'").out())
          .isEqualTo(Files.size(bySftp) + "\n");
      assertThat(ssh(sshd, "sudo -n cat '" + path + "' | wc -c").out().strip())
          .isEqualTo(String.valueOf(Files.size(bySftp)));

      Ended deleted = ssh(sshd, "nv action delete system tech-support files '" + name + "'");
      assertThat(deleted.out()).contains("File delete successfully");
      assertThat(ssh(sshd, LIST).out().strip()).isEqualTo("{}");
    }
  }

  @Test
  void servesThePackageItIsGiven() throws Exception {
    Path content = Files.write(folder.resolve("content"), new byte[3_000_000]);
    try (RealSshd sshd = RealSshd.with().packageContent(content).start()) {
      assertThat(ssh(sshd, GENERATE).status()).isZero();

      assertThat(sshd.dumpDir())
          .isDirectoryContaining(
              file -> file.toString().endsWith(".tar.gz") && file.toFile().length() == 3_000_000);
    }
  }

  @Test
  void refusesAsNvosDoes() throws Exception {
    try (RealSshd sshd = RealSshd.with().start()) {
      assertThat(ssh(sshd, GENERATE + " since yesterday"))
          .matches(ended -> ended.status() == 1 && ended.err().contains("invalid date"));
      assertThat(ssh(sshd, "nv action delete system tech-support files absent"))
          .matches(ended -> ended.status() == 1 && ended.err().contains("File not found: absent"));
      assertThat(ssh(sshd, "nv show interface").status()).isEqualTo(1);
      assertThat(ssh(sshd, "no-such-command").status()).isEqualTo(127);
    }
  }

  @Test
  void stopsAnsweringWhilePaused() throws Exception {
    try (RealSshd sshd = RealSshd.with().generateSeconds(1).start()) {
      Process client = start(sshCommand(sshd, GENERATE), folder.resolve("paused"));
      try {
        Awaitility.await().until(() -> sshd.dumpDir().resolve(".generating").toFile().exists());
        sshd.pause();
        assertThat(client.waitFor(2, TimeUnit.SECONDS)).isFalse();

        sshd.resume();

        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isZero();
      } finally {
        client.destroyForcibly();
      }
    }
  }

  @Test
  void breaksConnectionsAndTakesNewOnes() throws Exception {
    try (RealSshd sshd = RealSshd.with().generateSeconds(60).start()) {
      Process client = start(sshCommand(sshd, GENERATE), folder.resolve("broken"));
      try {
        Awaitility.await().until(() -> sshd.dumpDir().resolve(".generating").toFile().exists());

        sshd.breakConnections();

        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(255);
        assertThat(ssh(sshd, LIST).status()).isZero();
      } finally {
        client.destroyForcibly();
      }
    }
  }

  @Test
  void leavesNothingBehind() throws Exception {
    RealSshd sshd = RealSshd.with().start();
    Path files = sshd.dumpDir().getParent();

    sshd.close();

    assertThat(files).doesNotExist();
    assertThat(ssh(sshd, LIST).status()).isEqualTo(255);
  }

  private Ended ssh(RealSshd sshd, String command) throws IOException, InterruptedException {
    return run(sshCommand(sshd, command));
  }

  private List<String> sshCommand(RealSshd sshd, String command) {
    List<String> all = client("ssh", sshd);
    all.addAll(List.of("-i", sshd.privateKey().toString(), "-o", "BatchMode=yes"));
    all.addAll(List.of("-p", String.valueOf(sshd.port()), sshd.user() + "@127.0.0.1", command));
    return all;
  }

  private Ended sshByPassword(RealSshd sshd, String password) throws Exception {
    Path ask = folder.resolve("ask-password");
    Files.writeString(ask, "#!/bin/sh\necho '" + password + "'\n", StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(ask, PosixFilePermissions.fromString("rwx------"));
    List<String> all = client("ssh", sshd);
    all.addAll(
        List.of("-o", "PreferredAuthentications=password", "-o", "NumberOfPasswordPrompts=1"));
    all.addAll(List.of("-p", String.valueOf(sshd.port()), sshd.user() + "@127.0.0.1", LIST));
    return run(all);
  }

  private List<String> sftp(RealSshd sshd, String from, String to) {
    List<String> all = client("sftp", sshd);
    all.addAll(List.of("-i", sshd.privateKey().toString(), "-P", String.valueOf(sshd.port())));
    all.addAll(List.of(from, to));
    return all;
  }

  private List<String> client(String program, RealSshd sshd) {
    return new ArrayList<>(
        List.of(
            program,
            "-F",
            "none",
            "-o",
            "StrictHostKeyChecking=accept-new",
            "-o",
            "UserKnownHostsFile=" + folder.resolve("known_hosts_" + sshd.port()),
            "-o",
            "LogLevel=ERROR"));
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process = start(command, out);
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new Ended(
          process.exitValue(), Files.readString(out), Files.readString(folder.resolve("out.err")));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command, Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(Path.of(out + ".err").toFile());
    builder.environment().put("SSH_ASKPASS", folder.resolve("ask-password").toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    return builder.start();
  }
}
