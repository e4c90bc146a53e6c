package io.netdepot.vmanage;

import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.devices.DeviceOrders;
import io.netdepot.devices.Devices;
import io.netdepot.operation.Operations;

/**
 * The devices as this API has them, and where actions on them are ordered.
 *
 * @param log what was done for each task
 */
public record DeviceDesk(
    Devices devices, DeviceOrders orders, Operations operations, DeviceCatalog log) {}
