package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actions on devices with a modal command line. No capture of their words about software is public:
 * these are made up, after the commands that public scripts send.
 */
@Timeout(120)
class ModalDeviceActionsTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String HEAD =
      """
      VERSION      ACTIVE  DEFAULT  PREVIOUS  CONFIRMED  TIMESTAMP
        out -----------------------------------------------------------
      """;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static SwitchSite site;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RunningDepot depot;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RecordedFleet fleet;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RecordedSwitch edge;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RecordedSwitch router;

  @BeforeAll
  static void begin() throws Exception {
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    edge =
        device(
            "viptela",
            "edge1#",
            "paginate false",
            "show software",
            "request software install http\\S+/viptela-20\\.6\\.3-x86_64\\.tar\\.gz",
            "request software",
            "now",
            "20.3.1",
            "20.6.3");
    router =
        device(
            "iosxe",
            "cedge1#",
            "terminal length 0",
            "show sdwan software",
            "request platform software sdwan software install bootflash:\\S+\\.bin",
            "request platform software sdwan software",
            "",
            "17.06.03a",
            // Not as the file is called.
            "17.09.04.0.1234");
    // The second one calls its image otherwise than the file says.
    fleet = RecordedFleet.start(site.port(), List.of(edge, router));
    Files.writeString(
        folder.resolve("switches.yaml"),
        "switches:\n  - {address: %s, platform: viptela}\n  - {address: %s, platform: iosxe}\n"
            .formatted(edge.address(), router.address()));
    Files.writeString(
        folder.resolve("devices.yaml"),
        "devices:\n  - {address: %s, uuid: edge}\n  - {address: %s, uuid: router}\n"
            .formatted(edge.address(), router.address()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "switches.file=" + folder.resolve("switches.yaml"),
            "devices.file=" + folder.resolve("devices.yaml"),
            "deliver.reboot-poll=50 ms",
            "deliver.settle=300 ms",
            "deliver.reboot-timeout=5 s");
    for (String name :
        List.of("viptela-20.6.3-x86_64.tar.gz", "c8000v-universalk9.17.09.04.SPA.bin")) {
      assertThat(
              depot
                  .api()
                  .upload(DepotApi.IMAGE_FILES, name, name.getBytes(StandardCharsets.UTF_8))
                  .status())
          .isEqualTo(200);
    }
  }

  private static String row(String version, boolean active, boolean isDefault) {
    return "  out %s  %s  %s  -  user  2026-01-05T10:15:00-00:00\n"
        .formatted(version, active, isDefault);
  }

  private static RecordedSwitch device(
      String platform,
      String prompt,
      String prepare,
      String show,
      String install,
      String request,
      String now,
      String old,
      String fresh)
      throws Exception {
    String activate = (request + " activate " + fresh + " " + now).strip();
    String text =
        """
        recording 1
        platform %s
        release made up
        source invented since no capture of such a device is public
        host device
        login admin admin
        mode exec %s

        greeting
          out Welcome

        input %s
        """
                .formatted(platform, prompt, prepare)
            + (platform.equals("iosxe")
                ? "\ninput-like copy http\\S+ bootflash:\\S+\\.bin\n  out Copy complete\n"
                : "")
            + shown(show, "start", row(old, true, true))
            + "\ninput-like %s\n  when start\n  out Successfully installed\n  become installed\n"
                .formatted(install)
            + shown(show, "installed", row(old, true, true) + row(fresh, false, false))
            + "\ninput %s\n  when installed\n  out Rebooting\n  become booted\n  cut\n"
                .formatted(activate)
            + shown(show, "booted", row(old, false, true) + row(fresh, true, false))
            + "\ninput %s upgrade-confirm\n".formatted(request)
            + "\ninput %s set-default %s\n  become default\n".formatted(request, fresh)
            + shown(show, "default", row(old, false, false) + row(fresh, true, true))
            + "\ninput %s remove %s\n  become removed\n".formatted(request, old)
            + shown(show, "removed", row(fresh, true, true));
    return RecordedSwitch.of(
        RecordingReader.read(platform + ".device", text), SwitchSite.nextAddress());
  }

  private static String shown(String show, String state, String rows) {
    return "\ninput " + show + "\n  when " + state + "\n  out " + HEAD + rows;
  }

  @AfterAll
  static void stop() throws Exception {
    depot.close();
    fleet.close();
    site.close();
  }

  private static JsonNode ended(String path, Map<String, Object> body) throws Exception {
    DepotApi.Answer answer = depot.api().post(ACTION + path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    String status = ACTION + "status/" + answer.body().path("id").asText();
    return await(path)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> depot.api().get(status).body(),
            now -> now.at("/summary/status").asText().equals("done"));
  }

  private static void done(String path, Map<String, Object> body) throws Exception {
    JsonNode ended = ended(path, body);
    assertThat(ended.at("/data/0/status").asText()).as("%s", ended).isEqualTo("Success");
  }

  private static Map<String, Object> partition(String uuid, String version) {
    return Map.of(
        "deviceType", "vedge", "devices", List.of(Map.of("deviceId", uuid, "version", version)));
  }

  private static JsonNode listed(int device) throws Exception {
    return depot.api().get(ACTION + "install/devices/vedge").body().at("/data/" + device);
  }

  private static Map<String, Object> install(String uuid, String version, boolean reboot) {
    return Map.of(
        "deviceType",
        "vedge",
        "devices",
        List.of(Map.of("deviceId", uuid)),
        "input",
        Map.of("version", version, "reboot", reboot));
  }

  @Test
  void aVedgeIsInstalledActivatedAndCleanedUp() throws Exception {
    done("install", install("edge", "20.6.3", false));
    assertThat(listed(0).path("availableVersions")).hasToString("[\"20.6.3\"]");
    done("changepartition", partition("edge", "20.6.3"));
    assertThat(listed(0).path("version").asText()).isEqualTo("20.6.3");
    done("defaultpartition", partition("edge", "20.6.3"));
    done("removepartition", partition("edge", "20.3.1"));
    assertThat(listed(0).path("availableVersions")).isEmpty();
    assertThat(edge.unexpected()).isEmpty();
  }

  @Test
  void whatAnImageIsCalledOnADeviceIsLearntFromIt() throws Exception {
    done("install", install("router", "17.09.04", true));
    assertThat(listed(1).path("version").asText()).isEqualTo("17.09.04.0.1234");
    assertThat(listed(1).path("defaultVersion").asText()).isEqualTo("17.06.03a");
    assertThat(router.unexpected()).isEmpty();
  }
}
