package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.recording.Outcome;
import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./netdepot record} and {@code simulate}, on devices that are played from recordings. */
@Timeout(180)
class RecordTest {
  private static final List<String> RECORDED =
      List.of(
          "nvos/success",
          "nvos/old-release",
          "cumulus/success",
          "sonic/success",
          "onyx/success",
          "iosxe/success",
          "viptela/success",
          "generic/success",
          "nvos-rest/success",
          "nvos-rest/ssh-refused",
          "nvos-rest/job-in-location",
          "nvos-rest/action-error",
          "cumulus-rest/success");

  private static final List<String> GENERIC =
      List.of(
          "generic.command=sudo -n sosreport --batch",
          "generic.name-pattern=sosreport-\\S+\\.tar\\.xz",
          "generic.delete-command=sudo -n rm -f {dump}");

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RunningDepot depot;

  private static final Map<String, String> addresses = new LinkedHashMap<>();
  private static int sshPort;
  private static int restPort;

  @TempDir static Path data;

  private final Path folder;
  private final Recorder recorder;

  RecordTest(@TempDir Path folder) {
    this.folder = folder;
    this.recorder = new Recorder(folder);
  }

  @BeforeAll
  static void start() throws Exception {
    sshPort = RunningDepot.freePort();
    restPort = RunningDepot.freePort();
    StringBuilder plan = new StringBuilder("switches:\n");
    for (String name : RECORDED) {
      String address = SwitchSite.nextAddress();
      String platform = name.substring(0, name.indexOf('/'));
      addresses.put(name, address);
      plan.append("  - {address: %s, platform: %s}%n".formatted(address, platform));
    }
    Path switches = Files.writeString(data.resolve("switches.yaml"), plan);
    depot =
        RunningDepot.start(
            data.resolve("depot"),
            sshPort,
            "switches.file=" + switches,
            "nvue.port=" + restPort,
            "nvue.poll-first=20 ms",
            "nvue.poll-longest=40 ms",
            "collect.tries=1",
            GENERIC.get(0),
            GENERIC.get(1),
            GENERIC.get(2));
  }

  @AfterAll
  static void stop() {
    depot.close();
  }

  private static RecordedFleet play(Recording recording, String address) throws IOException {
    return RecordedFleet.start(sshPort, restPort, List.of(RecordedSwitch.of(recording, address)));
  }

  private static Recording shipped(String name) throws Exception {
    return RecordingReader.read(RecordedDevicesTest.DEVICES.resolve(name + ".device"));
  }

  private Path record(String name, Recording played, String to) throws Exception {
    List<String> more = new ArrayList<>(List.of("--user", "admin", "--generate", "--delete"));
    String platform = played.identity().platform();
    if (platform.endsWith("-rest")) {
      more.addAll(List.of("--rest", "--rest-port", Integer.toString(restPort)));
      more.addAll(List.of("--set", "nvue.poll-first=10 ms"));
    }
    more.addAll(List.of("--platform", platform.replace("-rest", "")));
    if (platform.equals("generic")) {
      GENERIC.forEach(setting -> more.addAll(List.of("--set", setting)));
    }
    String address = Objects.requireNonNull(addresses.get(name));
    try (RecordedFleet fleet = play(played, address)) {
      Path file = recorder.record(fleet, "admin", to, more.toArray(String[]::new));
      assertThat(recorder.said()).doesNotContain("On the device lies since");
      return file;
    }
  }

  static List<String> recorded() {
    return RECORDED;
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aRecordOfAPlayedRecordIsTheSameAndPackagesAreCollectedFromIt(String name) throws Exception {
    Path first = record(name, shipped(name), "first.device");

    Path second = record(name, RecordingReader.read(first), "second.device");

    String text = Files.readString(first);
    assertThat(untimed(Files.readString(second))).isEqualTo(untimed(text));
    assertThat(text).contains("source captured", "become generated");
    Recording recording = RecordingReader.read(first);
    Outcome outcome = recording.identity().ends().orElseThrow();
    assertThat(recording.identity().settings())
        .isEqualTo(name.startsWith("generic") ? GENERIC : List.of());
    String address = Objects.requireNonNull(addresses.get(name));
    try (RecordedFleet fleet = play(recording, address)) {
      assertThat(depot.forgetHostKeys(address).statusCode()).isIn(204, 404);
      RunningDepot.SwitchEnd end = depot.collected(address).only();
      assertThat(end.error().isEmpty() ? end.status() : end.error())
          .as(end.details() + text)
          .isEqualTo(outcome.word());
      // No digest is asked for when a device is recorded.
      assertThat(fleet.only().unexpected()).allMatch(asked -> asked.contains("file-hash"));
    }
  }

  // Which answers took a second or more is for the machine to say.
  private static String untimed(String recording) {
    return recording.replaceAll("\n  wait [^\n]*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvos/success", "onyx/success", "nvos-rest/success"})
  void withoutGenerateNothingIsChangedAndNothingIsCollected(String name) throws Exception {
    Recording shipped = shipped(name);
    String platform = shipped.identity().platform().replace("-rest", "");
    List<String> more = new ArrayList<>(List.of("--user", "admin", "--platform", platform));
    if (name.contains("-rest")) {
      more.addAll(List.of("--rest", "--rest-port", Integer.toString(restPort)));
    }
    String address = Objects.requireNonNull(addresses.get(name));
    Path file;
    try (RecordedFleet fleet = play(shipped, address)) {
      file = recorder.record(fleet, "admin", "a.device", more.toArray(String[]::new));

      assertThat(fleet.only().asked())
          .noneMatch(asked -> asked.contains(" action ") || asked.startsWith("POST"));
      assertThat(fleet.only().state()).isEqualTo("start");
    }
    Recording recording = RecordingReader.read(file);
    try (RecordedFleet fleet = play(recording, address)) {
      assertThat(depot.forgetHostKeys(address).statusCode()).isIn(204, 404);
      RunningDepot.SwitchEnd end = depot.collected(address).only();
      end.requireFailed(recording.identity().ends().orElseThrow().word());
      assertThat(fleet.only().files()).isNotNull();
    }
  }

  @Test
  void theFileOfSwitchesSaysWhichWayAndAProfileWhoLogsIn() throws Exception {
    String address = SwitchSite.nextAddress();
    depot.profile("lab", "admin", "admin");
    try (JumpServer jump = JumpServer.start(folder);
        RecordedFleet fleet = play(shipped("nvos-rest/success"), address)) {
      Path switches =
          Files.writeString(
              folder.resolve("switches.yaml"),
              """
              switches:
                - {profile: lab, platform: nvos, transport: rest, rest-port: %d, port: %d, jump: lab}
              jumps:
                - {name: lab, host: 127.0.0.1, port: %d, user: x, key-file: %s}
              """
                  .formatted(restPort, sshPort, jump.port(), jump.keyFile()));

      Path file =
          recorder.run(
              address,
              depot.data(),
              "",
              "a.device",
              "--profile",
              "lab",
              "--switches",
              switches.toString());

      assertThat(Files.readString(file)).contains("platform nvos-rest", "http GET /nvue_v1/system");
      assertThat(jump.forwarded()).contains(restPort, sshPort);
      assertThat(fleet.only().asked()).contains("GET /nvue_v1/system/version");
    }
  }

  @Test
  void aDeviceIsPlayedUntilItIsStopped() throws Exception {
    String address = SwitchSite.nextAddress();
    Process simulate =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Netdepot.class.getName(),
                "simulate",
                RecordedDevicesTest.DEVICES.resolve("onyx/success.device").toString(),
                "--address",
                address)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = simulate.inputReader()) {
      Matcher ready =
          Pattern.compile("Device ready: onyx at " + address + ", SSH on port (\\d+), login .*")
              .matcher(String.valueOf(out.readLine()));
      assertThat(ready.find()).isTrue();

      Path file =
          recorder.run(
              address,
              folder.resolve("data"),
              "admin",
              "a.device",
              "--user",
              "admin",
              "--platform",
              "onyx",
              "--port",
              ready.group(1));

      assertThat(Files.readString(file)).contains("input show files debug-dump");
      // Unlike the process's own destroy, this leaves its output open.
      simulate.toHandle().destroy();
      assertThat(out.lines().toList())
          .contains("Asked: 4 times.", "Unknown to the recording: show version");
      assertThat(simulate.waitFor()).isZero();
    } finally {
      simulate.destroyForcibly();
    }
  }

  @Test
  void whatADeviceTellsOfItselfIsMasked() throws Exception {
    Recording hostile =
        RecordingReader.read(
            "hostile",
            """
            recording 1
            platform unknown
            release 1
            source invented for this test
            host leaf07
            identification OpenSSH_9.2p1
            banner Property of Acme, call joe.doe@acme.com from leaf07.berlin.acme.com
            login jdoe Tr0ub4dor&3

            exec hostname
              out leaf07

            exec show version
              out leaf07 uptime 3 days, serial number MT2012X01234, MAC 48:b0:2d:aa:bb:cc
              err mgmt0 10.20.30.40/24 gw 10.20.30.1, fe80::4ab0:2dff:feaa:bbcc
              exit 1

            http GET /nvue_v1/system/version
              out {"hostname": "leaf07", "serial-number": "MT2012X01234", "mac": "48:b0:2d:aa:bb:cc"}

            http GET /nvue_v1/system/aaa
              header Location: https://leaf07.berlin.acme.com/10.20.30.40
              out {"user": {"jdoe": {"hashed-password": "$6$rounds$Tr0ub4dor", "password": "Tr0ub4dor&3"}}}

            exec show running-config
              out username jdoe password 7 0822455D0A16
              out snmp-server community s3cr3tRO
              out -----BEGIN RSA PRIVATE KEY-----
              out MIIEowIBAAKCAQEAxyz
              out -----END RSA PRIVATE KEY-----
              out last login of jdoe with Tr0ub4dor&3 from 10.20.30.40
            """);

    try (RecordedFleet fleet = play(hostile, SwitchSite.nextAddress())) {
      Path overSsh =
          recorder.record(
              fleet,
              "Tr0ub4dor&3",
              "a.device",
              "--user",
              "jdoe",
              "--command",
              "show version",
              "--command",
              "show running-config");
      Path overRest =
          recorder.record(
              fleet,
              "Tr0ub4dor&3",
              "b.device",
              "--user",
              "jdoe",
              "--rest",
              "--rest-port",
              Integer.toString(restPort),
              "--command",
              "/nvue_v1/system/aaa");

      requireMasked(overSsh);
      assertThat(Files.readString(overSsh)).contains("out sw1 uptime 3 days", "exit 1");
      requireMasked(overRest);
      assertThat(Files.readString(overRest))
          .contains("http GET /nvue_v1/system/aaa", "\"hostname\": \"sw1\"");
    }
  }

  private void requireMasked(Path file) throws Exception {
    assertThat(Files.readString(file))
        .doesNotContainIgnoringCase("leaf07")
        .doesNotContain(
            "jdoe",
            "Tr0ub4dor",
            "acme.com",
            "MT2012X01234",
            "48:b0:2d",
            "10.20.30",
            "4ab0:2dff",
            "0822455D0A16",
            "s3cr3tRO",
            "MIIEowIBAAKCAQEAxyz")
        .contains("login admin admin");
    assertThat(recorder.said())
        .contains("Masked: ", "read the file before you give it away")
        .doesNotContain("Tr0ub4dor", "0822455D0A16");
    RecordingReader.read(file);
  }
}
