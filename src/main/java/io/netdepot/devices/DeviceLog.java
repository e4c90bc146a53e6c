package io.netdepot.devices;

import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.DeviceState;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Notes what becomes of devices, where clients read it. Thread-safe. */
public final class DeviceLog {
  private static final int LONGEST = 400;

  private final DeviceCatalog catalog;
  private final InstantSource clock;

  public DeviceLog(DeviceCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  void tell(EntityId taskId, String text) {
    catalog.tell(taskId, now(), line(text));
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }

  void has(SwitchAddress address, Software software) {
    Instant now = now();
    catalog.remember(
        new DeviceState(
            address,
            software.version(),
            software.defaultVersion(),
            software.available(),
            Optional.of(true),
            Optional.empty(),
            Optional.of(now),
            now));
  }

  /**
   * The device did not tell what it has.
   *
   * @param reachable whether somebody got in all the same; empty when nobody tried
   */
  void notTold(SwitchAddress address, Failure why, Optional<Boolean> reachable) {
    Instant now = now();
    String problem = line(why.reason().code() + ": " + why.details());
    catalog.remember(
        catalog
            .state(address)
            .map(state -> state.untold(reachable, problem, now))
            .orElseGet(() -> DeviceState.silent(address, reachable, problem, now)));
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
