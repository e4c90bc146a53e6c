package io.netdepot;

import io.netdepot.config.Settings;
import io.netdepot.delivery.BuildNames;
import io.netdepot.devices.DeviceJob;
import io.netdepot.devices.DeviceLog;
import io.netdepot.devices.DeviceOrders;
import io.netdepot.devices.DeviceRuns;
import io.netdepot.devices.DeviceSteps;
import io.netdepot.devices.Devices;
import io.netdepot.devices.FirstLooks;
import io.netdepot.operation.Operations;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.util.Optional;

/**
 * How the software of devices is changed, wired.
 *
 * @param looks has new devices asked what they have, when that is set
 * @param job what is done with a device
 * @param steps what step routes call for it
 */
record DeviceActions(
    Devices devices,
    DeviceOrders orders,
    Optional<FirstLooks> looks,
    DeviceJob job,
    DeviceSteps steps) {

  /**
   * Reads which devices there are.
   *
   * @throws FileRefusedException when the file of devices is bad
   */
  static DeviceActions open(
      Settings settings,
      Storage storage,
      Operations operations,
      ImageDeliveries deliveries,
      Closing closing)
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
    DeviceRuns runs = new DeviceRuns();
    DeviceLog log = new DeviceLog(storage.catalog().devices(), storage.clock());
    BuildNames builds = new BuildNames(settings.deliver().buildPattern());
    DeviceOrders orders =
        new DeviceOrders(
            operations, devices, storage.images(), storage.profiles(), builds, storage.ids());
    return new DeviceActions(
        devices,
        orders,
        looks(settings, storage, operations, devices, orders, log, closing),
        new DeviceJob(operations, deliveries.job(), runs, log),
        new DeviceSteps(runs, log, builds));
  }

  private static Optional<FirstLooks> looks(
      Settings settings,
      Storage storage,
      Operations operations,
      Devices devices,
      DeviceOrders orders,
      DeviceLog log,
      Closing closing) {
    if (settings.devices().lookRetry().isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        closing.add(
            "first looks",
            new FirstLooks(
                devices,
                orders,
                log,
                operations,
                settings.devices().lookRetry(),
                settings.http().address(),
                storage.clock())));
  }
}
