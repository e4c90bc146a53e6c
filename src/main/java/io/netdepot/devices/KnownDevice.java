package io.netdepot.devices;

import io.netdepot.catalog.DeviceState;
import java.util.Optional;

/**
 * A device, and what it said of its software.
 *
 * @param state empty while it was never asked
 */
public record KnownDevice(ManagedDevice device, Optional<DeviceState> state) {}
