package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
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

/** Actions on an NVOS switch over its REST API, into which nobody gets over SSH. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestDeviceActionsTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String PARTITIONS =
      """
      {"current": "1", "next": "%s", "partition1": {"build-id": "nvos-25.02.2553"}, \
      "partition2": {"build-id": "nvos-25.02.2579"}}\
      """;
  private static final String BOOTS_FIRST = PARTITIONS.formatted(1);
  private static final String BOOTS_SECOND = PARTITIONS.formatted(2);
  private static final String FILES =
      """
      {"nvos-amd64-25.02.2600.bin": {"path": "/host/nos-images/nvos-amd64-25.02.2600.bin"}}\
      """;
  private static final String SUCCEEDED =
      """
      {"detail": "", "http_status": 200, "issue": [], "percentage": "100%", \
      "state": "action_success", "status": "Action succeeded"}\
      """;
  private static final String RECORDING =
      """
      recording 1
      platform nvos-rest
      release NVOS 25.02.4282
      source documented NVOS User Manual 25.02.4282, Installation Management Commands; NVOS test suite
      host sw11
      login admin admin
      ssh no-login

      http GET /nvue_v1/system/image
        when start
        out %2$s

      http GET /nvue_v1/system/image/files
        when start
        out %4$s

      http POST /nvue_v1/system/image
        when start
        body "@boot-next"
        body "partition":"partition2"
        become next
        out 1

      http GET /nvue_v1/action/1
        out %1$s

      http GET /nvue_v1/system/image
        when next
        out %3$s

      http GET /nvue_v1/system/image/files
        when next
        out %4$s

      http POST /nvue_v1/system/image/files/nvos-amd64-25.02.2600.bin
        when next
        body "@delete"
        become deleted
        out 2

      http GET /nvue_v1/action/2
        out %1$s

      http GET /nvue_v1/system/image
        when deleted
        out %3$s

      http GET /nvue_v1/system/image/files
        when deleted
        out {}

      http POST /nvue_v1/system/image
        when deleted
        body "@boot-next"
        body "partition":"partition1"
        become back
        out 3

      http GET /nvue_v1/action/3
        out %1$s

      http GET /nvue_v1/system/image
        when back
        out %2$s

      http GET /nvue_v1/system/image/files
        when back
        out {}

      http POST /nvue_v1/system/image
        when back
        body "@uninstall"
        body "force":true
        become uninstalled
        out 4

      http GET /nvue_v1/action/4
        out %1$s

      http GET /nvue_v1/system/image
        when uninstalled
        out {"current": "1", "next": "1", "partition1": {"build-id": "nvos-25.02.2553"}}

      http GET /nvue_v1/system/image/files
        when uninstalled
        out {}
      """
          .formatted(SUCCEEDED, BOOTS_FIRST, BOOTS_SECOND, FILES);

  private final RecordedSwitch device;
  private final RecordedFleet fleet;
  private final RunningDepot depot;

  RestDeviceActionsTest(@TempDir Path folder) throws Exception {
    device =
        RecordedSwitch.of(
            RecordingReader.read("nvos-rest.device", RECORDING), SwitchSite.nextAddress());
    fleet = RecordedFleet.start(0, List.of(device));
    Path ways =
        Files.writeString(
            folder.resolve("switches.yaml"),
            "switches:\n  - {address: %s, platform: nvos, transport: rest, rest-port: %d}\n"
                .formatted(device.address(), fleet.httpsPort()));
    Path devices =
        Files.writeString(
            folder.resolve("devices.yaml"),
            "devices:\n  - {address: %s, uuid: rest}\n".formatted(device.address()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            fleet.sshPort(),
            "switches.file=" + ways,
            "devices.file=" + devices,
            "nvue.poll-first=20 ms",
            "nvue.poll-longest=40 ms");
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    fleet.close();
  }

  private JsonNode listed() throws Exception {
    return depot.api().get(ACTION + "install/devices/vedge").body().at("/data/0");
  }

  private String ended(String action, String version) throws Exception {
    DepotApi.Answer answer =
        depot
            .api()
            .post(
                ACTION + action,
                Map.of(
                    "deviceType",
                    "vedge",
                    "devices",
                    List.of(Map.of("deviceId", "rest", "version", version))));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    String status = ACTION + "status/" + answer.body().path("id").asText();
    return await(action)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> depot.api().get(status).body(),
            now -> now.at("/summary/status").asText().equals("done"))
        .at("/data/0/currentActivity")
        .asText();
  }

  @Test
  void aSwitchIsAskedToldAndCleanedUpWithoutSsh() throws Exception {
    // New devices are asked by themselves.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> listed().path("version").asText().equals("25.02.2553"));
    assertThat(listed().path("availableVersions")).hasToString("[\"25.02.2579\",\"25.02.2600\"]");

    assertThat(ended("changepartition", "25.02.2579"))
        .contains(
            "action-unsupported", "told over SSH", "Nothing was changed", "refused the login");
    assertThat(listed().path("defaultVersion").asText()).isEqualTo("25.02.2553");
    assertThat(listed().path("reachability").asText()).isEqualTo("reachable");

    assertThat(ended("defaultpartition", "25.02.2579")).startsWith("Done");
    assertThat(listed().path("defaultVersion").asText()).isEqualTo("25.02.2579");
    assertThat(ended("removepartition", "25.02.2600")).startsWith("Done");
    assertThat(ended("removepartition", "25.02.2579")).contains("version-in-use");
    assertThat(ended("defaultpartition", "25.02.2553")).startsWith("Done");
    assertThat(ended("removepartition", "25.02.2579")).startsWith("Done");
    assertThat(listed().path("availableVersions")).isEmpty();
    assertThat(device.unexpected()).isEmpty();
  }
}
