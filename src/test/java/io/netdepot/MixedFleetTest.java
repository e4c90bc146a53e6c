package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.recording.Outcome;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred switches of seven platforms in one request, some by their REST API, some of which fail,
 * each in its own way.
 */
class MixedFleetTest {
  private static final List<String> RECORDINGS =
      List.of(
          "cumulus/success",
          "sonic/success",
          "onyx/success",
          "viptela/success",
          "iosxe/success",
          "generic/success",
          "nvos/success",
          "cumulus/sftp-denied",
          "sonic/partial",
          "onyx/old-release",
          "sonic/busy",
          "cumulus/digest-differs",
          "onyx/enable-password",
          "generic/archive-cut",
          "nvos-rest/success",
          "cumulus-rest/ssh-refused");
  private static final String REST = "-rest";
  private static final int SWITCHES = 100;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void eachIsCollectedAsItsPlatformWantsIt() throws Exception {
    List<RecordedSwitch> devices = new ArrayList<>();
    StringBuilder plan = new StringBuilder("switches:\n");
    for (int i = 0; i < SWITCHES; i++) {
      String name = RECORDINGS.get(i % RECORDINGS.size());
      RecordedSwitch device =
          RecordedSwitch.of(
              RecordingReader.read(RecordedDevicesTest.DEVICES.resolve(name + ".device")),
              SwitchSite.nextAddress(),
              "sw" + i);
      devices.add(device);
      String platform = device.recording().identity().platform();
      plan.append(
          "  - {address: %s, platform: %s, transport: %s}\n"
              .formatted(
                  device.address(),
                  platform.replace(REST, ""),
                  platform.endsWith(REST) ? "rest" : "ssh"));
    }
    Path switches = Files.writeString(folder.resolve("switches.yaml"), plan);
    try (RecordedFleet fleet = RecordedFleet.start(0, devices);
        RunningDepot depot =
            RunningDepot.start(
                folder.resolve("data"),
                fleet.sshPort(),
                "switches.file=" + switches,
                "nvue.port=" + fleet.httpsPort(),
                "nvue.poll-first=20 ms",
                "nvue.poll-longest=40 ms",
                "receiver.port=0",
                "sonic.busy-tries=2",
                "sonic.busy-wait=20 ms",
                "generic.command=sudo -n sosreport --batch",
                "generic.name-pattern=sosreport-\\S+\\.tar\\.xz",
                "generic.delete-command=sudo -n rm -f {dump}")) {
      RunningDepot.Ended ended =
          depot.collected(devices.stream().map(RecordedSwitch::address).toArray(String[]::new));

      SoftAssertions all = new SoftAssertions();
      for (RecordedSwitch device : devices) {
        check(all, device, ended.of(device.address()));
      }
      all.assertAll();
      depot.requireAtRest();
      requireNameAndBytes(depot, ended.of(devices.getFirst().address()));
    }
  }

  private static void check(SoftAssertions all, RecordedSwitch device, RunningDepot.SwitchEnd end) {
    Outcome outcome = device.recording().identity().ends().orElseThrow();
    String shown = device.hostName() + " " + device.recording().identity().shows();
    all.assertThat(end.error().isEmpty() ? end.status() : end.error())
        .as("%s: %s", shown, end.details())
        .isEqualTo(outcome.word());
    if (outcome.word().equals(Outcome.COMPLETED)) {
      all.assertThat(end.fileName())
          .as(shown)
          .contains(device.hostName())
          .matches("[A-Za-z0-9._-]+\\.(tar\\.gz|tgz|txz|tar\\.xz)");
    }
    all.assertThat(device.unexpected()).as(shown).isEmpty();
    all.assertThat(device.logins()).as(shown).isLessThanOrEqualTo(3);
  }

  // The first one runs Cumulus Linux, whose packages are no gzip.
  private static void requireNameAndBytes(RunningDepot depot, RunningDepot.SwitchEnd end) {
    var answer = depot.bytes("/nmx/v1/support-packages/" + end.fileId());
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .contains("cl_support_sw0_20260105_101500.txz");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.body()).startsWith(0xfd, '7', 'z', 'X', 'Z', 0).hasSize((int) end.size());
  }
}
