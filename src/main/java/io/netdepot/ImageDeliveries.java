package io.netdepot;

import io.netdepot.config.Settings;
import io.netdepot.delivery.DeliveryJob;
import io.netdepot.delivery.DeliveryOrders;
import io.netdepot.delivery.DeliveryRuns;
import io.netdepot.delivery.DeliverySteps;
import io.netdepot.images.OutgoingImages;
import io.netdepot.operation.Operations;

/**
 * How images get onto switches, wired.
 *
 * @param job what is done with a switch
 * @param steps what step routes call for it
 * @param outgoing sees what switches fetch
 */
record ImageDeliveries(
    DeliveryOrders orders, DeliveryJob job, DeliverySteps steps, OutgoingImages outgoing) {

  static ImageDeliveries wire(Settings settings, Storage storage, Operations operations) {
    DeliveryRuns runs = new DeliveryRuns();
    return new ImageDeliveries(
        new DeliveryOrders(settings.deliver(), operations, storage.images(), storage.profiles()),
        new DeliveryJob(settings.deliver(), operations, storage.images(), runs, storage.clock()),
        new DeliverySteps(settings.deliver(), runs),
        runs);
  }
}
