package io.netdepot.schedule;

import io.netdepot.fleet.SwitchAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule collects.
 *
 * @param switches each once, in the order in which they are begun
 * @param profile the name of the login; else that of the default profile
 * @param perMinute how many are begun in a minute; 0 is as many as there may be sessions
 */
public record CollectionPlan(
    List<SwitchAddress> switches, Optional<String> profile, int perMinute) {
  public CollectionPlan {
    switches = List.copyOf(switches);
  }

  /** How long after one switch the next may begin. */
  Duration spacing() {
    return perMinute == 0 ? Duration.ZERO : Duration.ofMinutes(1).dividedBy(perMinute);
  }
}
