package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Switches behind OpenSSH's own server as a jump host. */
@RequiresRealSshd
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JumpHostTest {
  private static final String FILE =
      """
      switches:
        - {address: %s, jump: stranger}
        - {address: %s, jump: nobody}
        - {address: %s, jump: gone}
        - {address: %s, jump: closed}
        - {network: 127.0.0.0/8, jump: lab}
      jumps:
        - name: lab
          host: 127.0.0.1
          port: %d
          user: %s
          key-file: %s
          host-key: %s
        - {name: stranger, host: 127.0.0.1, port: %d, user: x, key-file: %s, host-key: %s}
        - {name: nobody, host: localhost, port: %d, user: nobody-of-that-name, key-file: %s}
        - {name: gone, host: 127.0.0.1, port: %d, user: x, key-file: %s}
        - {name: closed, host: 127.0.0.1, port: %d, user: %s, key-file: %s}
      """;

  private final String ofStranger = SwitchSite.nextAddress();
  private final String ofNobody = SwitchSite.nextAddress();
  private final String ofGone = SwitchSite.nextAddress();
  private final String ofClosed = SwitchSite.nextAddress();

  private SwitchSite site;
  private RealSshd bastion;
  private RealSshd closed;
  private RunningDepot depot;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    bastion = RealSshd.with().hostKey("ed25519").start();
    closed = RealSshd.with().hostKey("ed25519").withoutForwarding().start();
    String key = bastion.privateKey().toString();
    String hostKey = hostKey(bastion);
    Path file =
        Files.writeString(
            folder.resolve("switches.yaml"),
            FILE.formatted(
                ofStranger,
                ofNobody,
                ofGone,
                ofClosed,
                bastion.port(),
                bastion.user(),
                key,
                hostKey,
                bastion.port(),
                key,
                hostKey(closed),
                bastion.port(),
                key,
                freePort(),
                key,
                closed.port(),
                closed.user(),
                closed.privateKey()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "switches.file=" + file,
            "collect.tries=3",
            "ssh.connect-timeout=5 s",
            "ssh.login-timeout=5 s");
  }

  private static String hostKey(RealSshd sshd) throws IOException {
    String line = Files.readString(sshd.privateKey().resolveSibling("host_ed25519.pub"));
    return line.strip().replaceFirst(" [^ ]*$", "");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void nothingIsLeft() {
    depot.requireAtRest();
    await().atMost(Duration.ofSeconds(60)).until(() -> site.openConnections() == 0);
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    closed.close();
    bastion.close();
    site.close();
  }

  private long logins() throws IOException {
    return bastion.log().lines().filter(line -> line.contains("Accepted publickey")).count();
  }

  @Test
  void aFleetIsCollectedOverAFewConnections() throws Exception {
    long before = logins();
    List<SimulatedSwitch> fleet = site.many(40);

    RunningDepot.Ended ended =
        depot.collected(fleet.stream().map(SimulatedSwitch::address).toArray(String[]::new));

    assertThat(ended.status()).as(ended.details()).isEqualTo("completed");
    assertThat(ended.switches()).hasSize(40);
    assertThat(logins() - before).isBetween(1L, 4L);
  }

  @Test
  void anotherHostKeyThanTheOneSetIsRefused() {
    RunningDepot.SwitchEnd end = depot.collected(ofStranger).only();

    end.requireFailed("jump-host-key");
    assertThat(end.details()).contains("The jump host 'stranger' shows the host key ssh-ed25519");
  }

  @Test
  void aLoginThatTheJumpHostRefusesSaysSo() {
    RunningDepot.SwitchEnd end = depot.collected(ofNobody).only();

    end.requireFailed("jump-host-refused");
    assertThat(end.details())
        .contains("The jump host 'nobody' refused the login of the user 'nobody-of-that-name'")
        .contains("key-file");
  }

  @Test
  void aJumpHostThatIsNotThereIsTriedAgain() {
    String operation = depot.collect(ofGone);
    RunningDepot.SwitchEnd end = depot.awaitEnd(operation).only();

    end.requireFailed("jump-host-unreachable");
    assertThat(end.details()).contains("No connection to the jump host 'gone' (");
    assertThat(depot.progress(operation, ofGone).path("tries").asInt()).isEqualTo(3);
  }

  @Test
  void aJumpHostThatForwardsNothingSaysSo() {
    RunningDepot.SwitchEnd end = depot.collected(ofClosed).only();

    end.requireFailed("jump-host-refused");
    assertThat(end.details())
        .contains("The jump host 'closed' does not let its user go on to " + ofClosed);
  }

  @Test
  void aSwitchThatIsNotThereIsItsOwnFailure() {
    String address = SwitchSite.nextAddress();

    RunningDepot.SwitchEnd end = depot.collected(address).only();

    end.requireFailed("unreachable");
    assertThat(end.details()).contains(address).contains("through the jump host 'lab'");
  }

  @Test
  void aJumpHostThatBreaksAmidAFleetIsTakenAgain() throws Exception {
    List<String> fleet =
        List.of(slow().address(), slow().address(), slow().address(), slow().address());
    String operation = depot.collect(fleet.toArray(String[]::new));
    fleet.forEach(address -> depot.awaitPhase(operation, address, "generate"));

    bastion.breakConnections();

    RunningDepot.Ended ended = depot.awaitEnd(operation);
    assertThat(ended.status()).as(ended.details()).isEqualTo("completed");
    assertThat(depot.progress(operation, fleet.getFirst()).path("tries").asInt()).isEqualTo(2);
  }

  @Test
  void aCancelReachesThroughTheJumpHost() throws Exception {
    String address = site.with(new Fault.GenerateHangs()).address();
    String operation = depot.collect(address);
    depot.awaitPhase(operation, address, "generate");

    assertThat(depot.cancel(operation).statusCode()).isEqualTo(202);

    assertThat(depot.awaitEnd(operation).status()).isEqualTo("cancelled");
  }

  private SimulatedSwitch slow() {
    return site.with(new Fault.Limited(1, new Fault.GenerateHangs()));
  }
}
