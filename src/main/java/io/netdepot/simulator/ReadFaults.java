package io.netdepot.simulator;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What goes wrong while a file is read.
 *
 * @param size how many bytes come, whatever the file has
 * @param cutAt after how many the connection breaks
 * @param stallAt after how many nothing more comes
 * @param silentAt after how many the switch answers nothing any more
 */
record ReadFaults(
    long size,
    OptionalLong cutAt,
    OptionalLong stallAt,
    OptionalLong silentAt,
    OptionalLong bytesPerSecond) {

  /** The faults that a simulated switch has now. */
  static ReadFaults of(Behaviour behaviour, long size) {
    long missing = behaviour.take(Fault.FewerBytes.class).map(Fault.FewerBytes::missing).orElse(0L);
    long extra = behaviour.take(Fault.MoreBytes.class).map(Fault.MoreBytes::extra).orElse(0L);
    return new ReadFaults(
        Math.max(0, size - missing + extra),
        toLong(behaviour.take(Fault.CutAfter.class).map(Fault.CutAfter::bytes)),
        toLong(behaviour.take(Fault.StallsAfter.class).map(Fault.StallsAfter::bytes)),
        behaviour.fallsSilent(Fault.Moment.FETCH)
            ? OptionalLong.of(0)
            : toLong(behaviour.take(Fault.SilentAfter.class).map(Fault.SilentAfter::bytes)),
        toLong(
            behaviour
                .take(Fault.Trickle.class)
                .map(trickle -> (long) Math.max(1, trickle.bytesPerSecond()))));
  }

  private static OptionalLong toLong(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
