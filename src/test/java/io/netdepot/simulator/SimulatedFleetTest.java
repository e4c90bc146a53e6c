package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.simulator.SwitchClient.Ended;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFleetTest {
  private static final String GENERATE = "nv action generate system tech-support";
  private static final String LIST = "nv show system tech-support files";
  private static final String DELETE = "nv action delete system tech-support files ";

  private final List<AutoCloseable> open = new ArrayList<>();
  private SimulatedFleet fleet;
  private SwitchClient client;

  // Both fields are set by start(...), with which a test begins.
  @SuppressWarnings("NullAway.Init")
  SimulatedFleetTest() {}

  private SimulatedSwitch start(SimulatedSwitch.Builder... builders) throws IOException {
    return start(List.of(), builders);
  }

  private SimulatedSwitch start(List<String> keyExchanges, SimulatedSwitch.Builder... builders)
      throws IOException {
    List<SimulatedSwitch> switches =
        List.of(builders).stream().map(SimulatedSwitch.Builder::build).toList();
    fleet = SimulatedFleet.start(0, switches, keyExchanges);
    open.add(fleet);
    client = new SwitchClient(fleet.port());
    open.add(client);
    return switches.getFirst();
  }

  private static SimulatedSwitch.Builder small(String address) {
    return SimulatedSwitch.at(address).packageSize(50_000);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void generatesListsServesAndDeletes() throws IOException {
    String older = "nvos_dump_sw1_20250101_000000.tar.gz";
    SimulatedSwitch simulated = start(small("127.0.1.1").packageAtStart(older));

    Ended generated = client.run(simulated, GENERATE);
    String name = simulated.packages().getLast();
    String path = "/host/dump/" + name;

    assertThat(generated.status()).hasValue(0);
    assertThat(generated.out())
        .contains("Action executing ...\n")
        .endsWith("Generated tech-support " + path + "\nAction succeeded\n");
    assertThat(name).matches("nvos_dump_sw1_\\d{8}_\\d{6}\\.tar\\.gz");
    assertThat(client.run(simulated, LIST).out()).contains(name + " ").contains(older);
    assertThat(client.run(simulated, LIST + " -o json").out())
        .contains("\"" + name + "\":{\"path\":\"" + path + "\"}", "\"latest\":{\"path\":\"" + path);

    byte[] content = client.fetch(simulated, path);
    assertThat(PackageContentTest.entries(content)).isNotEmpty();
    assertThat(client.size(simulated, path)).isEqualTo(content.length);
    assertThat(client.run(simulated, "sudo -n stat -c %s '" + path + "'").out())
        .isEqualTo(content.length + "\n");

    Ended deleted = client.run(simulated, DELETE + "'" + name + "'");
    assertThat(deleted.out()).isEqualTo("File delete successfully\nAction succeeded\n");
    assertThat(simulated.packages()).containsExactly(older);
    assertThat(simulated.deletes()).isEqualTo(1);
    assertThat(simulated.generates()).isEqualTo(1);
    assertThat(simulated.fetches()).isEqualTo(1);
    assertThat(simulated.commands()).contains(GENERATE, LIST);
  }

  @Test
  void tellsSwitchesApartByAddress() throws IOException {
    SimulatedSwitch one = start(small("127.0.1.1"), small("127.0.1.2"));
    SimulatedSwitch two = fleet.switchAt("127.0.1.2").orElseThrow();

    client.generate(two);

    assertThat(one.packages()).isEmpty();
    assertThat(two.packages()).singleElement().asString().startsWith("nvos_dump_sw2_");
    assertThat(one.logins()).isZero();
    assertThat(two.logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(NameStyle.class)
  void printsTheNameAsItsBuildDoes(NameStyle style) throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1").nameStyle(style));

    String out = client.run(simulated, GENERATE).out();

    assertThat(out)
        .contains("Generated tech-support " + style.print(simulated.packages().getLast()) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {" since 20241118", " '--since=1/1/2022'"})
  void takesBothSpellingsOfSince(String since) throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1"));

    assertThat(client.run(simulated, GENERATE + since).status()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "nv action generate system tech-support since 20241399, 1, invalid date",
    "nv action generate system tech-support since, 1, Invalid",
    "nv action delete system tech-support files absent.tar.gz, 1, File not found: absent.tar.gz",
    "nv show interface, 1, Invalid",
    "sudo -n cat /etc/passwd, 1, No such file",
    "sudo -n rm /host/dump, 1, command not found",
    "ls, 127, command not found",
    "nv show system tech-support files; ls, 2, syntax"
  })
  void refusesWhatItDoesNotKnow(String command, int status, String text) throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1"));

    Ended ended = client.run(simulated, command);

    assertThat(ended.status()).hasValue(status);
    assertThat(ended.err()).contains(text);
    assertThat(simulated.generates()).isZero();
  }

  @Test
  void refusesASecondGenerateAtATime() throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1").fault(new Fault.GenerateHangs()));
    try (ClientSession session = client.login(simulated)) {
      session.createExecChannel(GENERATE).open().verify(SwitchClient.LIMIT);
      Awaitility.await().until(() -> simulated.runningCommands() == 1);

      assertThat(client.run(simulated, GENERATE).err()).contains("already in progress");
    }
    Awaitility.await().until(() -> simulated.runningCommands() == 0);
    simulated.behave();

    assertThat(client.run(simulated, GENERATE).status()).hasValue(0);
  }

  @Test
  void takesItsTimeToGenerate() throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1").generateTime(Duration.ofMillis(400)));
    long started = System.nanoTime();

    client.run(simulated, GENERATE);

    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test
  void logsInByKeyAndNotByAnotherOne() throws IOException, GeneralSecurityException {
    KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    KeyPair other = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    SimulatedSwitch simulated =
        start(small("127.0.1.1").password("").authorizedKey(key.getPublic()));

    client.login(simulated, key).close();

    assertThat(simulated.logins()).isEqualTo(1);
    assertThatThrownBy(() -> client.login(simulated, other)).isInstanceOf(SshException.class);
    assertThatThrownBy(() -> client.login(simulated)).isInstanceOf(SshException.class);
  }

  @Test
  void offersTheKeyExchangesItIsGivenAndNoOther() throws IOException {
    SimulatedSwitch simulated = start(List.of("ecdh-sha2-nistp256"), small("127.0.1.1"));

    try (ClientSession session = client.login(simulated)) {
      assertThat(session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS))
          .isEqualTo("ecdh-sha2-nistp256");
    }
  }

  @Test
  void refusesAKeyExchangeThatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(List.of("none-such"), small("127.0.1.1")))
        .withMessageContaining("none-such");
  }

  @Test
  void refusesAWrongPassword() throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1").password("other"));

    assertThatThrownBy(() -> client.login(simulated)).isInstanceOf(SshException.class);
    assertThat(simulated.refusedLogins()).isEqualTo(1);
    assertThat(simulated.logins()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ED25519, ssh-ed25519", "ECDSA, ecdsa-sha2-nistp256", "RSA, ssh-rsa"})
  void showsAHostKeyOfTheTypeAskedFor(HostKeyType type, String name) throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1").hostKeyTypes(type));

    client.login(simulated).close();

    assertThat(KeyUtils.getKeyType(client.serverKey())).isEqualTo(name);
  }

  @Test
  void keepsItsHostKeyUntilItIsReplaced() throws IOException, GeneralSecurityException {
    SimulatedSwitch simulated = start(small("127.0.1.1"), small("127.0.1.2"));
    client.login(simulated).close();
    var first = client.serverKey();
    client.login(fleet.switches().getLast()).close();
    assertThat(KeyUtils.compareKeys(client.serverKey(), first)).isFalse();
    client.login(simulated).close();
    assertThat(KeyUtils.compareKeys(client.serverKey(), first)).isTrue();

    simulated.replaceHostKeys();
    client.login(simulated).close();

    assertThat(KeyUtils.compareKeys(client.serverKey(), first)).isFalse();
  }

  @Test
  void letsSftpReadAndNothingElse() throws IOException {
    SimulatedSwitch simulated = start(small("127.0.1.1"));
    String path = client.generate(simulated);
    try (ClientSession session = client.login(simulated);
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
      assertThat(sftp.canonicalPath("/host/../host/dump")).isEqualTo("/host/dump");
      assertThat(sftp.readDir("/host/dump"))
          .extracting(SftpClient.DirEntry::getFilename)
          .contains(simulated.packages().getFirst());
      assertThatThrownBy(() -> sftp.stat("/etc/passwd")).isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.stat("/host/dump/../../etc/passwd"))
          .isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.remove(path)).isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.rename(path, path + "2")).isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.mkdir("/host/dump/x")).isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.write("/host/dump/x").close())
          .isInstanceOf(SftpException.class);
      assertThatThrownBy(() -> sftp.setStat(path, new SftpClient.Attributes().perms(0)))
          .isInstanceOf(SftpException.class);
    }
    assertThat(client.fetch(simulated, path)).isNotEmpty();
  }

  @Test
  void leavesAnAddressWithoutASwitchRefused() throws IOException {
    start(small("127.0.1.1"));
    SimulatedSwitch absent = SimulatedSwitch.at("127.0.1.9").build();

    assertThatThrownBy(() -> client.login(absent))
        .isInstanceOf(SshException.class)
        .hasRootCauseInstanceOf(ConnectException.class);
  }

  @Test
  void refusesAnAddressOutsideLoopback() {
    assertThatThrownBy(() -> SimulatedSwitch.at("10.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.1");
  }

  @Test
  void refusesTwoSwitchesAtOneAddress() {
    assertThatThrownBy(() -> start(small("127.0.1.1"), small("127.0.1.1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.1.1");
  }

  @Test
  void carriesAThousandSwitchesOnAHandfulOfThreads() throws IOException {
    SimulatedSwitch.Builder[] builders = new SimulatedSwitch.Builder[1000];
    for (int number = 0; number < builders.length; number++) {
      builders[number] = small("127.0." + (1 + number / 250) + "." + (1 + number % 250));
    }
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    start(builders);
    SimulatedSwitch last = fleet.switches().getLast();

    assertThat(client.run(last, GENERATE).status()).hasValue(0);
    assertThat(last.packages()).hasSize(1);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - before).isLessThan(40);
  }
}
