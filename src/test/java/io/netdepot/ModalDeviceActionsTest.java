package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.recording.RecordingReader;
import io.netdepot.recording.RecordingRefusedException;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actions on devices with a modal command line. No capture of their words about software is public:
 * these are made up, after the commands that public scripts send.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModalDeviceActionsTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String HEAD =
      """
      VERSION      ACTIVE  DEFAULT  PREVIOUS  CONFIRMED  TIMESTAMP
        out -----------------------------------------------------------
      """;

  private static final Words VIPTELA =
      new Words(
          "viptela",
          "edge1#",
          "paginate false",
          "show software",
          "request software install http\\S+/viptela-20\\.6\\.3-x86_64\\.tar\\.gz",
          "request software",
          " now");
  private static final Words IOSXE =
      new Words(
          "iosxe",
          "cedge1#",
          "terminal length 0",
          "show sdwan software",
          "request platform software sdwan software install bootflash:\\S+\\.bin",
          "request platform software sdwan software",
          "");

  private final SwitchSite site;
  private final RecordedFleet fleet;
  private final RunningDepot depot;
  private final RecordedSwitch edge = device(VIPTELA, "20.3.1", "20.6.3");
  private final RecordedSwitch refusing = refusing();
  // The images are called otherwise on these than their files are.
  private final RecordedSwitch router = device(IOSXE, "17.06.03a", "17.09.04.0.1234");
  private final RecordedSwitch shaky = shaky();

  ModalDeviceActionsTest(@TempDir Path folder) throws Exception {
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    fleet = RecordedFleet.start(site.port(), List.of(edge, refusing, router, shaky));
    Files.writeString(
        folder.resolve("switches.yaml"),
        "switches:\n"
            + "  - {address: %s, platform: viptela}\n"
                .repeat(2)
                .formatted(edge.address(), refusing.address())
            + "  - {address: %s, platform: iosxe}\n"
                .repeat(2)
                .formatted(router.address(), shaky.address()));
    Files.writeString(
        folder.resolve("devices.yaml"),
        """
        devices:
          - {address: %s, uuid: edge}
          - {address: %s, uuid: router}
          - {address: %s, uuid: refusing}
          - {address: %s, uuid: shaky}
        """
            .formatted(edge.address(), router.address(), refusing.address(), shaky.address()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "switches.file=" + folder.resolve("switches.yaml"),
            "devices.file=" + folder.resolve("devices.yaml"),
            "collect.retry-delay=10 ms",
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

  /** How devices of a platform are spoken to. */
  private record Words(
      String platform,
      String prompt,
      String prepare,
      String show,
      String install,
      String request,
      String now) {}

  private static String row(String version, boolean active, boolean isDefault) {
    return "  out %s  %s  %s  -  user  2026-01-05T10:15:00-00:00\n"
        .formatted(version, active, isDefault);
  }

  private static RecordedSwitch device(Words words, String old, String fresh) {
    String activate = words.request() + " activate " + fresh + words.now();
    return recorded(
        words,
        installing(words, "installed")
            + shown(words.show(), "start", row(old, true, true))
            + shown(words.show(), "installed", row(old, true, true) + row(fresh, false, false))
            + "\ninput %s\n  when installed\n  out Rebooting\n  become booted\n  cut\n"
                .formatted(activate)
            + shown(words.show(), "booted", row(old, false, true) + row(fresh, true, false))
            + "\ninput %s upgrade-confirm\n".formatted(words.request())
            + "\ninput %s set-default %s\n  become default\n".formatted(words.request(), fresh)
            + shown(words.show(), "default", row(old, false, false) + row(fresh, true, true))
            + "\ninput %s remove %s\n  become removed\n".formatted(words.request(), old)
            + shown(words.show(), "removed", row(fresh, true, true)));
  }

  /** A device whose connection breaks once, when it has installed. */
  private static RecordedSwitch shaky() {
    return recorded(
        IOSXE,
        installing(IOSXE, "breaking")
            + shown(IOSXE.show(), "start", row("17.06.03a", true, true))
            + "\ninput %s\n  when breaking\n  become installed\n  cut\n".formatted(IOSXE.show())
            + shown(
                IOSXE.show(),
                "installed",
                row("17.06.03a", true, true) + row("17.09.04.0.1234", false, false)));
  }

  private static RecordedSwitch refusing() {
    return recorded(
        VIPTELA,
        installing(VIPTELA, "installed")
            + shown(VIPTELA.show(), "start", row("20.3.1", true, true))
            + shown(
                VIPTELA.show(),
                "installed",
                row("20.3.1", true, true) + row("20.6.3", false, false))
            + "\ninput request software activate 20.6.3 now\n"
            + "  out Aborted: the certificate has expired\n");
  }

  private static String installing(Words words, String then) {
    return (words.platform().equals("iosxe")
            ? "\ninput-like copy http\\S+ bootflash:\\S+\\.bin\n  out Copy complete\n"
            : "")
        + "\ninput-like %s\n  when start\n  out Successfully installed\n  become %s\n"
            .formatted(words.install(), then);
  }

  private static RecordedSwitch recorded(Words words, String dialogue) {
    String head =
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
            .formatted(words.platform(), words.prompt(), words.prepare());
    try {
      return RecordedSwitch.of(
          RecordingReader.read(words.platform() + ".device", head + dialogue),
          SwitchSite.nextAddress());
    } catch (RecordingRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shown(String show, String state, String rows) {
    return "\ninput " + show + "\n  when " + state + "\n  out " + HEAD + rows;
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    fleet.close();
    site.close();
  }

  private JsonNode ended(String path, Map<String, Object> body) throws Exception {
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

  private void done(String path, Map<String, Object> body) throws Exception {
    JsonNode ended = ended(path, body);
    assertThat(ended.at("/data/0/status").asText()).as("%s", ended).isEqualTo("Success");
  }

  private static Map<String, Object> partition(String uuid, String version) {
    return Map.of(
        "deviceType", "vedge", "devices", List.of(Map.of("deviceId", uuid, "version", version)));
  }

  private JsonNode listed(int device) throws Exception {
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

  @Test
  void whatADeviceSaysToBeingToldToBootIsNotLost() throws Exception {
    done("install", install("refusing", "20.6.3", false));
    JsonNode ended = ended("changepartition", partition("refusing", "20.6.3"));
    assertThat(ended.at("/data/0/currentActivity").asText())
        .contains("image-refused")
        .contains("Aborted: the certificate has expired");
  }

  @Test
  void anImageIsNotInstalledTwiceAfterABrokenConnection() throws Exception {
    done("install", install("shaky", "17.09.04", false));
    assertThat(listed(3).path("availableVersions")).hasToString("[\"17.09.04.0.1234\"]");
    assertThat(shaky.unexpected()).isEmpty();
  }
}
