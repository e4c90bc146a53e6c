package io.netdepot.devices;

import io.netdepot.fleet.SwitchAddress;
import java.util.Optional;

/**
 * A device as the file of devices describes it.
 *
 * @param uuid by which clients name it
 * @param address where it is reached
 * @param systemIp the other way that clients name it
 * @param personality what it is in its network, such as {@code vedge} or {@code vsmart}
 * @param model for people
 * @param family the images it is for, such as {@code c8000v}; empty means any
 * @param os for people
 * @param siteId for people
 * @param profile the name of its login; empty means the default one
 */
public record ManagedDevice(
    String uuid,
    SwitchAddress address,
    String systemIp,
    String hostName,
    DeviceType type,
    String personality,
    String model,
    String family,
    String os,
    String siteId,
    Optional<String> profile) {}
