package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known about switches. Every call is one transaction and durable when it returns.
 * Thread-safe.
 */
public interface SwitchCatalog {
  /** Remembers what a switch said it is, in place of what it said before. */
  void remember(DetectedPlatform detected);

  Optional<DetectedPlatform> detected(SwitchAddress address);

  /** Forgets what a switch said it is; false when nothing was remembered. */
  boolean forget(SwitchAddress address);

  /** A switch; empty when it was never worked on nor asked what it is. */
  Optional<SeenSwitch> find(SwitchAddress address);

  /**
   * The switches there are, by their canonical addresses.
   *
   * @param after the one that the list begins behind; empty begins at the first
   */
  List<SeenSwitch> list(Optional<SwitchAddress> after, int limit);
}
