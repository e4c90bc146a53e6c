package io.netdepot.switches;

import io.netdepot.catalog.SeenSwitch;
import io.netdepot.fleet.Access;
import java.util.Locale;

/**
 * What is known of a switch.
 *
 * @param access which way it is reached now
 * @param source where its platform is from
 */
public record KnownSwitch(Access access, Source source, SeenSwitch seen) {

  /** Where the platform of a switch is from. */
  public enum Source {
    /** An entry of the file of switches says it. */
    SET,
    /** The switch said it. */
    DETECTED,
    /** The setting {@code collect.platform} says it for all. */
    USUAL,
    /** It was not asked yet. */
    UNKNOWN;

    /** The word on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
