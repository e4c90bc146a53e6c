package io.netdepot.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.yaml.FileRefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceReaderTest {
  private static List<ManagedDevice> read(String text) throws FileRefusedException {
    return DeviceReader.read("devices.yaml", text).devices();
  }

  private static String refusal(String text) {
    return String.valueOf(
        catchThrowableOfType(FileRefusedException.class, () -> read(text)).getMessage());
  }

  @Test
  void readsWhatIsSaid() throws Exception {
    List<ManagedDevice> devices = read(DeviceSite.THREE);
    assertThat(devices.getFirst())
        .isEqualTo(
            new ManagedDevice(
                "C8K-1b2f876a-33",
                SwitchAddress.of("10.20.0.11"),
                "172.16.255.14",
                "edge-1",
                DeviceType.VEDGE,
                "vedge",
                "vedge-cloud",
                "vedge-x86",
                "next",
                "100",
                Optional.empty()));
    assertThat(devices)
        .extracting(ManagedDevice::personality)
        .containsExactly("vedge", "vsmart", "vmanage");
    assertThat(devices.get(1).hostName()).isEqualTo("smart.example");
    assertThat(devices.get(2).systemIp()).isEqualTo("10.20.0.13");
  }

  @Test
  void namesADeviceAlwaysTheSame() throws Exception {
    String uuid = read("devices: [{address: Edge-1.example}]").getFirst().uuid();
    assertThat(uuid).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(read("devices: [{address: edge-1.example.}]").getFirst().uuid()).isEqualTo(uuid);
  }

  @Test
  void readsAnEmptyFile() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("devices: []")).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongWithItsLine() {
    assertThat(
            refusal(
                """
                devices:
                  - address: 10.0.0.300
                  - uuid: x
                  - address: a
                    type: router
                    personality: vpond
                    uuid: "a b"
                    system-ip: edge
                    color: blue
                """))
        .isEqualTo(
            """
            devices.yaml:9: A device has no 'color'; it has address, family, host-name, model, os, \
            personality, profile, site-id, system-ip, type, uuid
            devices.yaml:2: '10.0.0.300' is neither an IP address nor a host name
            devices.yaml:3: The device has no address, which says where it is reached
            devices.yaml:5: There is no type 'router'; use vedge, controller or vmanage
            devices.yaml:6: There is no personality 'vpond'; use vedge, vsmart, vbond or vmanage
            devices.yaml:7: 'a b' is no uuid: letters, digits and . _ : - only, at most 100
            devices.yaml:8: 'edge' is not an IP address""");
  }

  @Test
  void refusesADeviceThatIsThereTwice() {
    assertThat(
            refusal(
                """
                devices:
                  - address: edge-1
                    uuid: A
                  - address: EDGE-1
                  - address: edge-2
                    uuid: a
                  - address: edge-3
                  - address: edge-3
                """))
        .isEqualTo(
            """
            devices.yaml:4: Another device has the address 'EDGE-1' too, in line 2
            devices.yaml:6: Another device has the uuid 'a' too, in line 3
            devices.yaml:8: Another device has the address 'edge-3' too, in line 7""");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThat(refusal("devices: [")).contains("This is not YAML");
    assertThat(refusal("hosts: []")).contains("The file has no 'hosts'; it has devices");
  }
}
