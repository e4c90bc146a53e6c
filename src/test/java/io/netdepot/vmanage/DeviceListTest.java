package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.devices.DeviceSite;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists of devices, as clients read them. */
class DeviceListTest {
  private static final String LIST = "/dataservice/device/action/install/devices/";
  private static final VmanageFixture VMANAGE = new VmanageFixture();

  @BeforeAll
  static void list() {
    VMANAGE.managed.write(DeviceSite.THREE);
  }

  @AfterAll
  static void stop() {
    VMANAGE.close();
  }

  private static JsonNode get(String path) {
    return json(VMANAGE.reader().get(path));
  }

  @Test
  void theListForActionsHasTheTypesOfTheSdk() {
    JsonNode edges = get(LIST + "vedge?groupId=all").get("data");
    assertThat(edges).hasSize(1);
    JsonNode edge = edges.get(0);
    for (String text :
        List.of(
            "uuid",
            "current-partition",
            "defaultVersion",
            "device-model",
            "device-os",
            "device-type",
            "host-name",
            "local-system-ip",
            "personality",
            "platform",
            "platformFamily",
            "reachability",
            "site-id",
            "system-ip",
            "version")) {
      assertThat(edge.path(text).isTextual()).as(text).isTrue();
    }
    assertThat(edge.get("availableVersions").isArray()).isTrue();
    assertThat(edge.get("layoutLevel").isInt()).isTrue();
    assertThat(edge.get("uptime-date").isIntegralNumber()).isTrue();
    assertThat(edge.get("isMultiStepUpgradeSupported").isBoolean()).isTrue();
    assertThat(edge.get("isScheduleUpgradeSupported").isBoolean()).isTrue();
    assertThat(get(LIST + "controller").at("/data/0/personality").asText()).isEqualTo("vsmart");
    assertThat(get(LIST + "vmanage").at("/data/0/uuid").asText()).hasSize(36);
  }

  @Test
  void aTypeThatIsNoneIsRefused() {
    assertThat(VMANAGE.reader().get(LIST + "router").statusCode()).isEqualTo(400);
  }

  @Test
  void theInventoryHasWhatActionsName() {
    JsonNode edge = get("/dataservice/system/device/vedges").at("/data/0");
    assertThat(edge.get("uuid").asText()).isEqualTo("C8K-1b2f876a-33");
    assertThat(edge.get("deviceIP").asText()).isEqualTo("172.16.255.14");
    assertThat(edge.get("personality").asText()).isEqualTo("vedge");
    JsonNode controllers = get("/dataservice/system/device/controllers").get("data");
    assertThat(controllers).hasSize(3);
    assertThat(controllers.at("/0/version").asText()).isEqualTo(ClientInfo.RELEASE);
    assertThat(controllers.at("/1/personality").asText()).isEqualTo("vsmart");
    JsonNode selves = get("/dataservice/system/device/controllers?model=vmanage").get("data");
    assertThat(selves).hasSize(1);
  }
}
