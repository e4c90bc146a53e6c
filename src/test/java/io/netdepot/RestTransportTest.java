package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Switches that the file of switches says are reached by their REST API, from end to end. */
@RequiresRealSshd
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTransportTest {
  private static final String FILE =
      """
      switches:
        - {address: %1$s, certificate: "sha256:%5$s"}
        - {address: %2$s, certificate: "sha256:%6$s"}
        - {address: [%3$s, %4$s], jump: lab}
        - {network: 127.0.0.0/8, platform: nvos, transport: rest, rest-port: %7$d}
      jumps:
        - {name: lab, host: 127.0.0.1, port: %8$d, user: %9$s, key-file: %10$s}
      """;

  private final List<RecordedSwitch> devices = new ArrayList<>();
  private RecordedSwitch fetched;
  private RecordedSwitch pushed;
  private RecordedSwitch changed;
  private RecordedSwitch fetchedBehind;
  private RecordedSwitch pushedBehind;
  private RealSshd bastion;
  private RecordedFleet fleet;
  private RunningDepot depot;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    fetched = play("success");
    pushed = play("ssh-refused");
    changed = play("success");
    fetchedBehind = play("success");
    pushedBehind = play("ssh-refused");
    fleet = RecordedFleet.start(0, devices);
    bastion = RealSshd.with().hostKey("ed25519").start();
    Path file =
        Files.writeString(
            folder.resolve("switches.yaml"),
            FILE.formatted(
                fetched.address(),
                changed.address(),
                fetchedBehind.address(),
                pushedBehind.address(),
                sha256(fleet.certificate().getEncoded()),
                "0".repeat(64),
                fleet.httpsPort(),
                bastion.port(),
                bastion.user(),
                bastion.privateKey()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            fleet.sshPort(),
            "collect.platform=auto",
            "switches.file=" + file,
            "receiver.port=0",
            "nvue.poll-first=20 ms",
            "nvue.poll-longest=40 ms");
  }

  private RecordedSwitch play(String name) throws Exception {
    RecordedSwitch device =
        RecordedSwitch.of(
            RecordingReader.read(
                RecordedDevicesTest.DEVICES.resolve("nvos-rest/" + name + ".device")),
            SwitchSite.nextAddress());
    devices.add(device);
    return device;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @AfterEach
  void nothingIsLeft() {
    depot.requireAtRest();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> devices.stream().allMatch(device -> device.openConnections() == 0));
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    bastion.close();
    fleet.close();
  }

  private void collect(RecordedSwitch device) {
    RunningDepot.SwitchEnd end = depot.collected(device.address()).only();

    end.requireCompleted();
    byte[] archive = depot.bytes("/nmx/v1/support-packages/" + end.fileId()).body();
    assertThat(archive).startsWith(0x1f, 0x8b).hasSize((int) end.size());
    assertThat(end.fileName()).startsWith("nvos_dump_sw11_20260105_101500");
    assertThat(device.asked()).allMatch(asked -> asked.contains("/nvue_v1/"));
    assertThat(device.unexpected()).isEmpty();
    assertThat(device.files()).isEmpty();
  }

  private long throughJumpHost() throws IOException {
    return bastion.log().lines().filter(line -> line.contains("Accepted publickey")).count();
  }

  @Test
  void theBytesComeOverSftp() {
    collect(fetched);

    assertThat(fetched.logins()).isEqualTo(1);
  }

  @Test
  void aSwitchThatLetsNobodyInOverSshPushesThem() {
    collect(pushed);

    assertThat(pushed.logins()).isZero();
  }

  @Test
  void bothGoThroughAJumpHost() throws Exception {
    collect(fetchedBehind);
    collect(pushedBehind);

    assertThat(fetchedBehind.logins()).isEqualTo(1);
    assertThat(pushedBehind.logins()).isZero();
    assertThat(throughJumpHost()).isPositive();
  }

  @Test
  void anotherCertificateThanTheOnePinnedIsRefused() {
    RunningDepot.SwitchEnd end = depot.collected(changed.address()).only();

    end.requireFailed("certificate-changed");
    assertThat(end.details()).contains("is pinned in the file of switches");
    assertThat(changed.asked()).isEmpty();
  }
}
