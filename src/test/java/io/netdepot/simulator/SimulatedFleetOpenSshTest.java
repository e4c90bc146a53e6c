package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same switches, seen by OpenSSH's own client. */
class SimulatedFleetOpenSshTest {
  private final Path folder;
  private final SimulatedSwitch ed25519 = small("127.0.1.1", HostKeyType.ED25519);
  private final SimulatedSwitch ecdsa = small("127.0.1.2", HostKeyType.ECDSA);
  private final SimulatedSwitch rsa = small("127.0.1.3", HostKeyType.RSA);
  private final SimulatedFleet fleet;

  SimulatedFleetOpenSshTest(@TempDir Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ssh")) && Files.isExecutable(Path.of("/usr/bin/sftp")),
        "OpenSSH's client is not installed");
    this.folder = folder;
    this.fleet = SimulatedFleet.start(0, List.of(ed25519, ecdsa, rsa));
  }

  private static SimulatedSwitch small(String address, HostKeyType type) {
    return SimulatedSwitch.at(address).packageSize(300_000).hostKeyTypes(type).build();
  }

  @AfterEach
  void stop() throws IOException {
    fleet.close();
  }

  @ParameterizedTest
  @EnumSource(HostKeyType.class)
  void generatesWithEveryTypeOfHostKey(HostKeyType type) throws Exception {
    SimulatedSwitch simulated =
        switch (type) {
          case ED25519 -> ed25519;
          case ECDSA -> ecdsa;
          case RSA -> rsa;
        };

    String out = ssh(simulated, "nv action generate system tech-support");

    assertThat(out).endsWith("Action succeeded\n");
    assertThat(simulated.generates()).isEqualTo(1);
  }

  @Test
  void isFetchedBySftpAndBySudo() throws Exception {
    ssh(ed25519, "nv action generate system tech-support");
    String path = "/host/dump/" + ed25519.packages().getFirst();
    Path bySftp = folder.resolve("by-sftp");
    Path bySudo = folder.resolve("by-sudo");

    run(
        folder.resolve("sftp-output"),
        client("/usr/bin/sftp", "-P"),
        target(ed25519) + ":" + path,
        bySftp.toString());
    run(bySudo, client("/usr/bin/ssh", "-p"), target(ed25519), "sudo -n cat '" + path + "'");

    assertThat(PackageContentTest.entries(Files.readAllBytes(bySftp))).isNotEmpty();
    assertThat(bySudo).hasSameBinaryContentAs(bySftp);
  }

  private String ssh(SimulatedSwitch simulated, String command) throws Exception {
    Path out = folder.resolve("ssh-output");
    run(out, client("/usr/bin/ssh", "-p"), target(simulated), command);
    return Files.readString(out);
  }

  private static String target(SimulatedSwitch simulated) {
    return "admin@" + simulated.address();
  }

  private List<String> client(String program, String portOption) {
    return List.of(
        program,
        "-F",
        "none",
        "-o",
        "StrictHostKeyChecking=accept-new",
        "-o",
        "UserKnownHostsFile=" + folder.resolve("known_hosts"),
        portOption,
        String.valueOf(fleet.port()));
  }

  private void run(Path out, List<String> program, String... arguments) throws Exception {
    Path askPassword = folder.resolve("ask-password");
    Files.writeString(askPassword, "#!/bin/sh\necho admin\n", StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(askPassword, PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
    builder.environment().put("SSH_ASKPASS", askPassword.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
