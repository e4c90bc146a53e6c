package io.netdepot;

import io.netdepot.config.Settings;
import io.netdepot.delivery.DeliveryJob;
import io.netdepot.delivery.DeliveryOrders;
import io.netdepot.delivery.DeliveryRuns;
import io.netdepot.delivery.DeliverySteps;
import io.netdepot.delivery.InstallSteps;
import io.netdepot.images.OutgoingImages;
import io.netdepot.operation.Operations;

/**
 * How images get onto switches, wired.
 *
 * @param job what is done with a switch
 * @param steps what step routes call to get an image onto a switch
 * @param install what they call to have it installed
 * @param outgoing sees what switches fetch
 */
record ImageDeliveries(
    DeliveryOrders orders,
    DeliveryJob job,
    DeliverySteps steps,
    InstallSteps install,
    OutgoingImages outgoing) {

  static ImageDeliveries wire(Settings settings, Storage storage, Operations operations) {
    DeliveryRuns runs = new DeliveryRuns();
    return new ImageDeliveries(
        new DeliveryOrders(settings.deliver(), operations, storage.images(), storage.profiles()),
        new DeliveryJob(settings.deliver(), operations, storage.images(), runs, storage.clock()),
        new DeliverySteps(settings.deliver(), runs),
        new InstallSteps(settings.deliver(), runs),
        runs);
  }
}
