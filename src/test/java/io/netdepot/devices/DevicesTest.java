package io.netdepot.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeviceState;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.SwitchAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
  private final Catalog catalog = new InMemoryCatalog();
  private final DeviceSite site;

  DevicesTest(@TempDir Path folder) {
    site = new DeviceSite(folder, catalog, new HandClock());
  }

  @Test
  void followsItsFile() {
    assertThat(site.devices().list()).isEmpty();
    site.write(DeviceSite.THREE);
    assertThat(site.devices().list()).hasSize(3);
    assertThat(site.devices().list(DeviceType.CONTROLLER)).hasSize(1);

    site.write(DeviceSite.THREE.replace("type: vmanage", "type: other"));
    assertThat(site.devices().list()).hasSize(3);
    assertThat(site.devices().refusal().orElseThrow().problems().getFirst().toString())
        .isEqualTo("devices.yaml:14: There is no type 'other'; use vedge, controller or vmanage");

    site.write("devices: []  # mended");
    assertThat(site.devices().refusal()).isEmpty();
    assertThat(site.devices().list()).isEmpty();
  }

  @Test
  void findsADeviceByEitherName() {
    site.write(DeviceSite.THREE + "  - {address: 10.20.0.14, system-ip: 172.16.255.15}\n");
    assertThat(site.devices().find("c8k-1B2F876A-33").orElseThrow().device().hostName())
        .isEqualTo("edge-1");
    assertThat(site.devices().find("172.16.255.14")).isEmpty();
    assertThat(site.devices().bySystemIp("172.16.255.14")).isPresent();
    assertThat(site.devices().bySystemIp("172.16.255.15")).as("two have it").isEmpty();
  }

  @Test
  void tellsWhatADeviceSaid() {
    site.write(DeviceSite.THREE);
    DeviceState state =
        new DeviceState(
            SwitchAddress.of("10.20.0.11"),
            "20.6.3",
            "20.3.0",
            List.of("20.3.0"),
            Optional.of(true),
            Optional.empty(),
            Optional.of(Instant.EPOCH),
            Instant.EPOCH);
    catalog.devices().remember(state);
    assertThat(site.devices().find("C8K-1b2f876a-33").orElseThrow().state()).contains(state);
    assertThat(site.devices().list().getLast().state()).isEmpty();
  }
}
