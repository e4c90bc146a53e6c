package io.netdepot.config;

import java.time.Duration;

/**
 * What is kept of packages that came damaged or cut short: settings {@code packages.quarantine*}.
 *
 * @param age {@code packages.quarantine}, for how long; 0 keeps nothing; 24 h
 * @param most {@code packages.quarantine-bytes}, of all of them together; the oldest go first; 16
 *     GiB
 */
public record QuarantineSettings(Duration age, DataSize most) {

  /** Whether anything is kept at all. */
  public boolean isOn() {
    return age.isPositive();
  }
}
