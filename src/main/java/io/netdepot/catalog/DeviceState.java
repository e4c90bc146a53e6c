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
 * @param reachable whether anybody got in the last time; empty while nobody tried
 * @param problem why it did not tell what it has the last time, for people; empty when it did
 * @param toldAt when it told this
 * @param askedAt when it was asked last
 */
public record DeviceState(
    SwitchAddress address,
    String version,
    String defaultVersion,
    List<String> available,
    Optional<Boolean> reachable,
    Optional<String> problem,
    Optional<Instant> toldAt,
    Instant askedAt) {
  public DeviceState {
    available = List.copyOf(available);
  }

  /**
   * The same device, which did not tell.
   *
   * @param reachable whether anybody got in; empty when nobody tried
   */
  public DeviceState untold(Optional<Boolean> reachable, String problem, Instant at) {
    return new DeviceState(
        address,
        version,
        defaultVersion,
        available,
        reachable.or(() -> this.reachable),
        Optional.of(problem),
        toldAt,
        at);
  }

  /** A device that never told anything. */
  public static DeviceState silent(
      SwitchAddress address, Optional<Boolean> reachable, String problem, Instant at) {
    return new DeviceState(
        address, "", "", List.of(), reachable, Optional.of(problem), Optional.empty(), at);
  }
}
