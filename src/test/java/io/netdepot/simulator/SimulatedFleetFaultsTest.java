package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.simulator.SwitchClient.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class SimulatedFleetFaultsTest {
  private static final String GENERATE = "nv action generate system tech-support";
  private static final String LIST_JSON = "nv show system tech-support files -o json";
  private static final String DELETE = "nv action delete system tech-support files ";
  private static final Duration SHORT = Duration.ofMillis(400);

  private final SimulatedSwitch simulated =
      SimulatedSwitch.at("127.0.1.1").packageSize(100_000).build();
  private final SimulatedFleet fleet;
  private final SwitchClient client;

  SimulatedFleetFaultsTest() throws IOException {
    fleet = SimulatedFleet.start(0, List.of(simulated));
    client = new SwitchClient(fleet.port());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    Awaitility.await().until(() -> simulated.runningCommands() == 0);
    fleet.close();
  }

  @Test
  void breaksTheFirstConnectionsOnly() throws IOException {
    simulated.behave(
        new Fault.Limited(1, new Fault.ClosesConnection()),
        new Fault.Limited(1, new Fault.ResetsConnection()));

    assertThatThrownBy(() -> client.login(simulated)).isInstanceOf(SshException.class);
    assertThatThrownBy(() -> client.login(simulated)).isInstanceOf(SshException.class);
    client.login(simulated).close();

    assertThat(simulated.connections()).isEqualTo(3);
    assertThat(simulated.logins()).isEqualTo(1);
  }

  @Test
  void judgesAPasswordSlowly() throws IOException {
    simulated.behave(new Fault.SlowLogin(Duration.ofMillis(300)));
    long started = System.nanoTime();

    client.login(simulated).close();

    assertThat(System.nanoTime() - started).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    assertThatThrownBy(() -> client.login(simulated, "wrong", SwitchClient.LIMIT))
        .isInstanceOf(SshException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "LOGIN"})
  void fallsSilentBeforeTheLogin(Fault.Moment moment) {
    simulated.behave(new Fault.Silence(moment));

    assertThatThrownBy(() -> client.login(simulated, "admin", Duration.ofSeconds(1)))
        .isInstanceOf(SshException.class);
    Awaitility.await().until(() -> simulated.connections() == 1);
    assertThat(simulated.logins()).isZero();
  }

  @Test
  void dropsTheConnectionWhileGenerating() throws IOException {
    simulated.behave(new Fault.DropsDuringGenerate(Duration.ofMillis(50)));

    Ended ended = client.run(simulated, GENERATE);

    assertThat(ended.inTime()).isTrue();
    assertThat(ended.status()).isEmpty();
    assertThat(simulated.packages()).isEmpty();
  }

  @Test
  void failsToGenerate() throws IOException {
    simulated.behave(new Fault.GenerateFails("No space left on device"));

    Ended ended = client.run(simulated, GENERATE);

    assertThat(ended.status()).hasValue(1);
    assertThat(ended.err())
        .isEqualTo("Action failed with the following issue:\nNo space left on device\n");
  }

  @Test
  void answersKeepAlivesWhileGenerateHangs() throws IOException {
    simulated.behave(new Fault.GenerateHangs());
    try (ClientSession session = client.login(simulated)) {
      assertThat(SwitchClient.run(session, GENERATE, SHORT).inTime()).isFalse();
      assertThat(answersKeepAlive(session, SwitchClient.LIMIT)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GENERATE", "DELETE"})
  void fallsSilentInACommand(Fault.Moment moment) throws IOException {
    simulated.behave(new Fault.Silence(moment));
    String command = moment == Fault.Moment.GENERATE ? GENERATE : DELETE + "x";
    try (ClientSession session = client.login(simulated)) {
      assertThat(SwitchClient.run(session, command, SHORT).inTime()).isFalse();
      assertThat(answersKeepAlive(session, SHORT)).isFalse();
      session.close(true);
    }
  }

  @Test
  void printsWithoutEnd() throws IOException {
    simulated.behave(new Fault.EndlessOutput());
    int printed = 0;
    try (ClientSession session = client.login(simulated);
        ChannelExec channel = session.createExecChannel(GENERATE)) {
      channel.open().verify(SwitchClient.LIMIT);
      try (InputStream out = channel.getInvertedOut()) {
        byte[] buffer = new byte[8192];
        while (printed < 5_000_000) {
          printed += out.read(buffer);
        }
      }
    }
    Awaitility.await().until(() -> simulated.runningCommands() == 0);
  }

  @Test
  void printsToStandardErrorOnly() throws IOException {
    simulated.behave(new Fault.OutputOnStandardError());

    Ended ended = client.run(simulated, GENERATE);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("Generated tech-support /host/dump/nvos_dump_");
  }

  @Test
  void closesTheChannelWithoutAnExitStatus() throws IOException {
    simulated.behave(new Fault.NoExitStatus());

    Ended ended = client.run(simulated, GENERATE);

    assertThat(ended.inTime()).isTrue();
    assertThat(ended.status()).isEmpty();
    assertThat(ended.out()).endsWith("Action succeeded\n");
  }

  @Test
  void namesNothing() throws IOException {
    simulated.behave(new Fault.NamesNothing());

    assertThat(client.run(simulated, GENERATE).out()).contains("Generated tech-support\nAction");
    assertThat(simulated.packages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc/passwd", "nvos_dump_a\nb.tar.gz", "nvos_dump_\u001b[2J'; ls.gz"})
  void namesAndServesAHostileName(String name) throws IOException {
    simulated.behave(new Fault.NamesPackage(name));

    Ended ended = client.run(simulated, GENERATE);

    assertThat(ended.out()).contains("Generated tech-support /host/dump/" + name + "\n");
    assertThat(simulated.packages()).containsExactly(name);
    assertThat(client.run(simulated, LIST_JSON).status()).hasValue(0);
    assertThat(PackageContentTest.entries(client.fetch(simulated, "/host/dump/" + name)))
        .isNotEmpty();
  }

  @Test
  void losesThePackageItNamed() throws IOException {
    simulated.behave(new Fault.PackageGone());

    assertThat(client.run(simulated, GENERATE).out()).contains("nvos_dump_sw1_");
    assertThat(simulated.packages()).isEmpty();
  }

  @Test
  void listsOddly() throws IOException {
    client.generate(simulated);
    simulated.behave(new Fault.EmptyListing());
    assertThat(client.run(simulated, LIST_JSON).out()).isEqualTo("{}\n");
    simulated.behave(new Fault.OnlyLatestListed());
    assertThat(client.run(simulated, LIST_JSON).out()).startsWith("{\"latest\":{\"path\":");
    simulated.behave(new Fault.NumberedListing());
    assertThat(client.run(simulated, LIST_JSON).out()).startsWith("{\"1\":{\"path\":");
    simulated.behave();
    assertThat(client.run(simulated, "nv show system tech-support -o json").out())
        .startsWith("{\"files\":{\"nvos_dump_sw1_");
  }

  @Test
  void letsOnlySudoReadThePackage() throws IOException {
    String path = client.generate(simulated);
    simulated.behave(new Fault.SftpDenied());

    assertThatThrownBy(() -> client.fetch(simulated, path))
        .isInstanceOfSatisfying(
            SftpException.class,
            e -> assertThat(e.getStatus()).isEqualTo(SftpConstants.SSH_FX_PERMISSION_DENIED));
    assertThat(client.run(simulated, "sudo -n cat '" + path + "'").out()).isNotEmpty();
  }

  @Test
  void hasNoSftpAndRefusesSudo() throws IOException {
    String path = client.generate(simulated);
    simulated.behave(new Fault.NoSftp(), new Fault.SudoRefused());

    assertThatThrownBy(() -> client.fetch(simulated, path)).isInstanceOf(IOException.class);
    Ended ended = client.run(simulated, "sudo -n cat '" + path + "'");
    assertThat(ended.status()).hasValue(1);
    assertThat(ended.err()).contains("sudo: a password is required");
  }

  @Test
  void cutsTheConnectionInMidFile() throws IOException {
    String path = client.generate(simulated);
    simulated.behave(new Fault.CutAfter(40_000));

    assertThatThrownBy(() -> client.fetch(simulated, path)).isInstanceOf(IOException.class);
    Ended ended = client.run(simulated, "sudo -n cat '" + path + "'");
    assertThat(ended.status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5_000, 5_000})
  void sendsAnotherNumberOfBytesThanPromised(int more) throws IOException {
    String path = client.generate(simulated);
    simulated.behave(more < 0 ? new Fault.FewerBytes(-more) : new Fault.MoreBytes(more));

    long promised = client.size(simulated, path);

    try (ClientSession session = client.login(simulated);
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
        SftpClient.CloseableHandle handle = sftp.open(path)) {
      long read = 0;
      byte[] buffer = new byte[10_000];
      for (int length = sftp.read(handle, 0, buffer); length > 0; ) {
        read += length;
        length = sftp.read(handle, read, buffer);
      }
      assertThat(read).isEqualTo(promised + more);
    }
  }

  @Test
  void tricklesAndStalls() throws IOException {
    String path = client.generate(simulated);
    simulated.behave(new Fault.Trickle(1));
    Ended trickled = client.run(simulated, "sudo -n cat '" + path + "'", SHORT);
    assertThat(trickled.inTime()).isFalse();

    simulated.behave(new Fault.StallsAfter(40_000));
    try (ClientSession session = client.login(simulated)) {
      assertThat(SwitchClient.run(session, "sudo -n cat '" + path + "'", SHORT).inTime()).isFalse();
      assertThat(answersKeepAlive(session, SwitchClient.LIMIT)).isTrue();
    }
  }

  @Test
  void fallsSilentInMidFile() throws IOException {
    String path = client.generate(simulated);
    simulated.behave(new Fault.SilentAfter(40_000));
    try (ClientSession session = client.login(simulated)) {
      assertThat(SwitchClient.run(session, "sudo -n cat '" + path + "'", SHORT).inTime()).isFalse();
      assertThat(answersKeepAlive(session, SHORT)).isFalse();
      session.close(true);
    }
  }

  @Test
  void servesWhatIsNoWholeArchive() throws IOException {
    simulated.behave(new Fault.ArchiveCutShort());
    byte[] cut = client.fetch(simulated, client.generate(simulated));
    assertThatThrownBy(() -> PackageContentTest.entries(cut)).isInstanceOf(IOException.class);

    simulated.behave(new Fault.NotAnArchive());
    byte[] page = client.fetch(simulated, client.generate(simulated));
    assertThat(new String(page, StandardCharsets.UTF_8)).startsWith("<html>");

    simulated.behave(new Fault.UnpacksTo(50 << 20));
    assertThat(client.fetch(simulated, client.generate(simulated))).hasSizeLessThan(100_000);
  }

  @Test
  void failsOrDiesDeleting() throws IOException {
    client.generate(simulated);
    String name = simulated.packages().getFirst();
    simulated.behave(new Fault.Limited(1, new Fault.DiesDeleting()), new Fault.DeleteFails());

    assertThat(client.run(simulated, DELETE + name).status()).isEmpty();
    assertThat(client.run(simulated, DELETE + name).status()).hasValue(1);
    assertThat(simulated.packages()).containsExactly(name);
    assertThat(simulated.deletes()).isZero();
  }

  private static boolean answersKeepAlive(ClientSession session, Duration limit) {
    try {
      Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
      request.putString("keepalive@openssh.com");
      request.putBoolean(true);
      session.request("keepalive@openssh.com", request, limit);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
