package io.netdepot;

import io.netdepot.config.Settings;
import io.netdepot.devices.Devices;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;

/** How the software of devices is changed, wired. */
record DeviceActions(Devices devices) {

  /**
   * Reads which devices there are.
   *
   * @throws FileRefusedException when the file of devices is bad
   */
  static DeviceActions open(Settings settings, Storage storage, Closing closing)
      throws IOException, FileRefusedException {
    Devices devices =
        closing.add(
            "devices",
            new Devices(
                settings.devices().file(),
                storage.data().lastGoodDevices(),
                storage.catalog().devices(),
                storage.clock()));
    devices.load();
    return new DeviceActions(devices);
  }
}
