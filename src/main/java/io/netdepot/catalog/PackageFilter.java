package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Which packages of a list are wanted: those that every given part fits.
 *
 * @param address in any spelling of the same switch
 * @param held true for those that are held, false for the others
 * @param verified what reading the bytes again found
 * @param from stored then or later
 * @param to stored before
 */
public record PackageFilter(
    Optional<SwitchAddress> address,
    Optional<EntityId> operation,
    Optional<String> platform,
    Optional<Boolean> held,
    Optional<Verified> verified,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Every package. */
  public static final PackageFilter ALL =
      new PackageFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
