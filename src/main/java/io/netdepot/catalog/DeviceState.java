package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a device said of its software when it was last asked, or that it could not be.
 *
 * @param version what it runs; empty while it never told
 * @param defaultVersion what it boots next; empty while it never told
 * @param available what else it has, in its order
 * @param reachable whether it could be asked the last time
 * @param toldAt when it told this
 * @param askedAt when it was asked last
 */
public record DeviceState(
    SwitchAddress address,
    String version,
    String defaultVersion,
    List<String> available,
    boolean reachable,
    Optional<Instant> toldAt,
    Instant askedAt) {
  public DeviceState {
    available = List.copyOf(available);
  }

  /** Whether the device has the version, running or not. */
  public boolean has(String wanted) {
    return version.equals(wanted) || available.contains(wanted);
  }

  /** The same device, which did not answer. */
  public DeviceState unreachable(Instant at) {
    return new DeviceState(address, version, defaultVersion, available, false, toldAt, at);
  }

  /** A device that never told anything, and did not answer. */
  public static DeviceState silent(SwitchAddress address, Instant at) {
    return new DeviceState(address, "", "", List.of(), false, Optional.empty(), at);
  }
}
