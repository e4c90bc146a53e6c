package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actions on simulated NVOS switches, ordered as clients of the vManage API do. */
@Timeout(120)
class DeviceActionsTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final String VERSION = "25.02.2579";
  private static final String BEFORE = "25.02.2553";
  private static final Path FILE = file();

  @RegisterExtension
  static final DepotAndSwitches SITE =
      DepotAndSwitches.with(
          "devices.file=" + FILE,
          "devices.look-retry=0 s",
          "deliver.reboot-poll=50 ms",
          "deliver.settle=200 ms",
          "deliver.reboot-timeout=2 s",
          "collect.tries=2",
          "collect.retry-delay=10 ms");

  private static final Map<String, SimulatedSwitch> DEVICES = new HashMap<>();

  private static SimulatedSwitch device(String name) {
    return Optional.ofNullable(DEVICES.get(name)).orElseThrow();
  }

  private final DepotApi api = SITE.depot().api();

  private static Path file() {
    try {
      return Files.writeString(Files.createTempFile("devices", ".yaml"), "devices: []\n");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void begin() throws Exception {
    DepotApi api = SITE.depot().api();
    assertThat(api.upload(DepotApi.IMAGE_FILES, IMAGE, DeliveryTest.content(200_000)).status())
        .isEqualTo(200);
    for (String name : List.of("plain", "other", "booting", "removing", "busy", "late")) {
      DEVICES.put(name, SITE.switches().with());
    }
    DEVICES.put("fallen", SITE.switches().with(new Fault.BootsOtherBuild()));
    DEVICES.put("idle", SITE.switches().with(new Fault.NeverReboots()));
    DEVICES.put("hanging", SITE.switches().with(new Fault.InstallHangs()));
    DEVICES.put("unlisted", SITE.switches().with(new Fault.ImagesUnlisted()));
    DEVICES.put("stubborn", SITE.switches().with(new Fault.BootNextFails()));
    DEVICES.put("strange", SITE.switches().of(like -> like.password("another")));
    StringBuilder text = new StringBuilder("devices:\n");
    DEVICES.forEach(
        (name, device) ->
            text.append("  - {address: %s, uuid: %s}\n".formatted(device.address(), name)));
    Files.writeString(FILE, text);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api.get(ACTION + "install/devices/vedge").body().path("data").size()
                    == DEVICES.size());
  }

  private static List<Map<String, Object>> devices(Object version, String... names) {
    List<Map<String, Object>> devices = new ArrayList<>();
    for (String name : names) {
      Map<String, Object> device = new HashMap<>();
      device.put("deviceId", name);
      device.put("deviceIP", device(name).address());
      if (!version.equals("")) {
        device.put("version", version);
      }
      devices.add(device);
    }
    return devices;
  }

  private static Map<String, Object> install(boolean reboot, String... names) {
    return Map.of(
        "action",
        "install",
        "deviceType",
        "vedge",
        "devices",
        devices("", names),
        "input",
        Map.of(
            "vEdgeVPN",
            0,
            "vSmartVPN",
            0,
            "version",
            VERSION,
            "versionType",
            "vmanage",
            "family",
            "vedge",
            "reboot",
            reboot,
            "sync",
            true));
  }

  private static Map<String, Object> partition(String action, Object version, String... names) {
    return Map.of("action", action, "deviceType", "vedge", "devices", devices(version, names));
  }

  private String begun(String path, Map<String, Object> body) throws Exception {
    DepotApi.Answer answer = api.post(ACTION + path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body().path("id").asText();
  }

  private JsonNode status(String id) throws Exception {
    DepotApi.Answer answer = api.get(ACTION + "status/" + id);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** As the SDK waits: until each device is Success or Failure. */
  private JsonNode ended(String id) {
    return await(id)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> status(id), now -> now.at("/summary/status").asText().equals("done"));
  }

  private JsonNode done(String path, Map<String, Object> body) throws Exception {
    JsonNode ended = ended(begun(path, body));
    for (JsonNode device : ended.path("data")) {
      assertThat(device.path("status").asText()).as("%s", ended).isEqualTo("Success");
    }
    return ended;
  }

  private String failed(String path, Map<String, Object> body) throws Exception {
    JsonNode ended = ended(begun(path, body));
    assertThat(ended.at("/data/0/statusId").asText()).as("%s", ended).isEqualTo("failure");
    return ended.at("/data/0/currentActivity").asText();
  }

  private String refused(String path, Map<String, Object> body) throws Exception {
    DepotApi.Answer answer = api.post(ACTION + path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    return answer.body().at("/error/details").asText();
  }

  private JsonNode listed(String name) throws Exception {
    for (JsonNode device : api.get(ACTION + "install/devices/vedge").body().path("data")) {
      if (device.path("uuid").asText().equals(name)) {
        return device;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aVersionIsInstalledActivatedMadeDefaultAndRemoved() throws Exception {
    SimulatedSwitch device = device("plain");
    JsonNode installed = done("install", install(false, "plain"));
    assertThat(installed.at("/data/0/currentActivity").asText())
        .isEqualTo("Done - Software Install");
    assertThat(installed.at("/data/0/activity").toString())
        .contains("The device runs " + BEFORE)
        .contains("The image gets onto the switch")
        .contains("Done");
    assertThat(device.build()).isEqualTo("nvos-" + BEFORE);
    assertThat(listed("plain").path("version").asText()).isEqualTo(BEFORE);
    assertThat(listed("plain").path("availableVersions")).hasToString("[\"" + VERSION + "\"]");

    done("changepartition", partition("changepartition", VERSION, "plain"));
    assertThat(device.build()).isEqualTo("nvos-" + VERSION);
    assertThat(listed("plain").path("version").asText()).isEqualTo(VERSION);
    assertThat(listed("plain").path("defaultVersion").asText()).isEqualTo(VERSION);
    assertThat(listed("plain").path("availableVersions")).hasToString("[\"" + BEFORE + "\"]");

    done("defaultpartition", partition("defaultpartition", BEFORE, "plain"));
    assertThat(listed("plain").path("defaultVersion").asText()).isEqualTo(BEFORE);
    done("defaultpartition", partition("defaultpartition", VERSION, "plain"));

    done("removepartition", partition("removepartition", List.of(BEFORE), "plain"));
    assertThat(listed("plain").path("availableVersions")).isEmpty();
    assertThat(device.installs()).isEqualTo(1);
    assertThat(device.reboots()).isZero();
  }

  @Test
  void anInstallationWithRebootRunsTheVersion() throws Exception {
    JsonNode ended = done("install", install(true, "other"));
    assertThat(device("other").build()).isEqualTo("nvos-" + VERSION);
    assertThat(ended.at("/summary/count").toString()).isEqualTo("{\"Success\":1}");
    assertThat(ended.at("/summary/endTime").asText()).matches("\\d+");
    assertThat(ended.path("isCancelEnabled").asBoolean()).isFalse();
    JsonNode again = done("install", install(true, "other"));
    assertThat(again.at("/data/0/activity").toString()).contains("already");
    assertThat(device("other").installs()).isEqualTo(1);
  }

  @Test
  void aSwitchBootsBackIntoItsOtherPartition() throws Exception {
    done("install", install(true, "booting"));
    done("changepartition", partition("changepartition", BEFORE, "booting"));
    assertThat(device("booting").build()).isEqualTo("nvos-" + BEFORE);
    assertThat(device("booting").reboots()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsNotActivated() throws Exception {
    assertThat(failed("changepartition", partition("changepartition", "9.9", "late")))
        .contains("version-missing")
        .contains("does not have 9.9");
    assertThat(
            refused(
                "install",
                Map.of(
                    "deviceType",
                    "vedge",
                    "devices",
                    devices("", "late"),
                    "input",
                    Map.of("version", "1.0"))))
        .contains("There is no image with the version '1.0'");
    assertThat(
            refused(
                "install",
                Map.of(
                    "deviceType",
                    "controller",
                    "devices",
                    devices("", "late"),
                    "input",
                    Map.of("version", VERSION))))
        .contains("is of the type vedge and not controller");
    assertThat(
            refused(
                "changepartition",
                Map.of(
                    "deviceType",
                    "vedge",
                    "devices",
                    List.of(Map.of("deviceId", "nobody", "version", "1")))))
        .contains("There is no device 'nobody'");
  }

  @Test
  void whatRunsIsNotRemoved() throws Exception {
    done("install", install(false, "removing"));
    assertThat(
            failed(
                "removepartition",
                partition("removepartition", List.of(VERSION, BEFORE), "removing")))
        .contains("version-in-use");
    assertThat(listed("removing").path("availableVersions")).hasSize(1);
    done("removepartition", partition("removepartition", VERSION, "removing"));
    assertThat(listed("removing").path("availableVersions")).isEmpty();
  }

  @Test
  void whatTheSwitchRunsAtTheEndDecides() throws Exception {
    assertThat(failed("install", install(true, "fallen"))).contains("wrong-build");
    assertThat(failed("install", install(true, "idle"))).contains("reboot-timeout");
    assertThat(device("idle").installs()).isEqualTo(1);
    assertThat(listed("idle").path("reachability").asText()).isEqualTo("reachable");
  }

  @Test
  void anActionCanBeCancelledAndKeepsOthersAway() throws Exception {
    String id = begun("install", install(true, "hanging"));
    await().atMost(Duration.ofSeconds(60)).until(() -> device("hanging").installs() == 1);
    assertThat(refused("install", install(false, "hanging"))).contains("is being worked on");
    JsonNode running = api.get(ACTION + "status/tasks").body().path("runningTasks");
    assertThat(running.findValuesAsText("processId")).contains(id);
    assertThat(status(id).path("isCancelEnabled").asBoolean()).isTrue();

    assertThat(api.post(ACTION + "status/cancel/" + id, Map.of()).status()).isEqualTo(200);
    JsonNode ended = ended(id);
    assertThat(ended.at("/data/0/status").asText()).isEqualTo("Failure");
    assertThat(ended.at("/data/0/currentActivity").asText())
        .contains("Cancelled")
        .contains("may go on and boot");
  }

  @Test
  void anActionIsAnOperation() throws Exception {
    done("install", install(false, "busy"));
    JsonNode listed =
        api.get("/netdepot/v1/operations?kind=action&address=" + device("busy").address())
            .body()
            .path("items");
    assertThat(listed).hasSize(1);
    assertThat(listed.at("/0/details").asText()).isEqualTo("1 of 1 devices done");
    assertThat(api.get(ACTION + "status/software_install-1").status()).isEqualTo(404);
  }

  @Test
  void whatADeviceDoesNotListIsNotInstalled() throws Exception {
    assertThat(failed("install", install(false, "unlisted")))
        .contains("action-refused")
        .contains("does not have nvos-" + VERSION + " after it was installed");
  }

  @Test
  void aSwitchThatCannotBootAnotherPartitionDoesNotBoot() throws Exception {
    done("install", install(true, "stubborn"));
    assertThat(failed("changepartition", partition("changepartition", BEFORE, "stubborn")))
        .contains("action-refused")
        .contains("the boot loader cannot be written");
    assertThat(device("stubborn").reboots()).isZero();
  }

  @Test
  void aDeviceThatLetsNobodyInIsUnreachable() throws Exception {
    assertThat(failed("changepartition", partition("changepartition", VERSION, "strange")))
        .contains("authentication-failed");
    assertThat(listed("strange").path("reachability").asText()).isEqualTo("unreachable");
    JsonNode shown = api.get("/netdepot/v1/devices").body().path("items");
    assertThat(shown)
        .filteredOn(one -> one.path("uuid").asText().equals("strange"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path("reachable").asBoolean()).isFalse();
              assertThat(one.path("problem").asText()).startsWith("authentication-failed: ");
            });
  }
}
