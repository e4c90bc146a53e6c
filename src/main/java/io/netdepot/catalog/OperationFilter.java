package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Which operations of a list are wanted: those that every given part fits.
 *
 * @param address of one of its switches, in any spelling
 * @param from accepted then or later
 * @param to accepted before
 * @param kind what it does
 */
public record OperationFilter(
    Optional<OperationState> state,
    Optional<SwitchAddress> address,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<OperationKind> kind) {

  /** Every operation. */
  public static final OperationFilter ALL =
      new OperationFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whatever the operations do. */
  public OperationFilter(
      Optional<OperationState> state,
      Optional<SwitchAddress> address,
      Optional<Instant> from,
      Optional<Instant> to) {
    this(state, address, from, to, Optional.empty());
  }
}
