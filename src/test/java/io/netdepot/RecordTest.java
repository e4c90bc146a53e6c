package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.cli.CommandParts;
import io.netdepot.cli.NetdepotCommand;
import io.netdepot.cli.Terminal;
import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./netdepot record}, on devices that are played from recordings. */
class RecordTest {
  private final List<RecordedFleet> fleets = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  @AfterEach
  void stop() throws IOException {
    for (RecordedFleet fleet : fleets) {
      fleet.close();
    }
  }

  private RecordedFleet play(Recording recording) throws IOException {
    RecordedFleet fleet =
        RecordedFleet.start(0, List.of(RecordedSwitch.of(recording, SwitchSite.nextAddress())));
    fleets.add(fleet);
    return fleet;
  }

  private Path record(RecordedFleet fleet, String password, String name, String... more) {
    Path file = folder.resolve(name);
    Path home = Path.of("").toAbsolutePath();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)),
            print,
            print,
            false,
            false);
    List<String> words =
        new ArrayList<>(
            List.of(
                "record",
                fleet.only().address(),
                "--port",
                Integer.toString(fleet.sshPort()),
                "--data",
                folder.resolve("data").toString(),
                "-o",
                file.toString()));
    words.addAll(Arrays.asList(more));
    int status =
        NetdepotCommand.commandLine(
                new CommandParts(
                    home,
                    folder,
                    Map.of(),
                    terminal,
                    new DepotStarter(),
                    new DepotFiles(),
                    new DepotCare(),
                    new DepotRecorder(),
                    SimulatedDemo::start))
            .execute(words.toArray(String[]::new));
    assertThat(status).as(said()).isZero();
    return file;
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Recording shipped(String name) throws Exception {
    return RecordingReader.read(RecordedDevicesTest.DEVICES.resolve(name + ".device"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvos/success", "nvos/old-release"})
  void aRecordOfAPlayedRecordIsTheSame(String name) throws Exception {
    Recording shipped = shipped(name);
    String platform = shipped.identity().platform();
    Path first =
        record(
            play(shipped),
            "admin",
            "first.device",
            "--user",
            "admin",
            "--platform",
            platform,
            "--generate");

    Path second =
        record(
            play(RecordingReader.read(first)),
            "admin",
            "second.device",
            "--user",
            "admin",
            "--platform",
            platform,
            "--generate");

    assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
    assertThat(Files.readString(first)).contains("source captured", "become generated");
  }

  @Test
  void withoutGenerateNothingIsChanged() throws Exception {
    RecordedFleet fleet = play(shipped("nvos/success"));

    record(fleet, "admin", "a.device", "--user", "admin", "--platform", "nvos");

    assertThat(fleet.only().asked()).noneMatch(asked -> asked.contains("action"));
    assertThat(fleet.only().state()).isEqualTo("start");
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

            exec show running-config
              out username jdoe password 7 0822455D0A16
              out snmp-server community s3cr3tRO
              out -----BEGIN RSA PRIVATE KEY-----
              out MIIEowIBAAKCAQEAxyz
              out -----END RSA PRIVATE KEY-----
              out last login of jdoe with Tr0ub4dor&3 from 10.20.30.40
            """);

    Path file =
        record(
            play(hostile),
            "Tr0ub4dor&3",
            "a.device",
            "--user",
            "jdoe",
            "--command",
            "show version",
            "--command",
            "show running-config");

    String text = Files.readString(file);
    assertThat(text)
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
        .contains("out sw1 uptime 3 days", "exit 1", "login admin admin");
    assertThat(said())
        .contains("Masked: ", "IPv4 address", "read the file before you give it away")
        .doesNotContain("Tr0ub4dor", "0822455D0A16");
    RecordingReader.read(file);
  }
}
