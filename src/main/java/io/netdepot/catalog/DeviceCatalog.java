package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about the software of devices, and what was done to it. Every call is one
 * transaction and durable when it returns. Thread-safe.
 */
public interface DeviceCatalog {
  /** Remembers what a device said, in place of what it said before. */
  void remember(DeviceState state);

  Optional<DeviceState> state(SwitchAddress address);

  /** Of every device that was ever asked. */
  Map<SwitchAddress, DeviceState> states();

  /**
   * Notes what was done for a task, behind what was noted before. Without effect when there is no
   * such task, or it has {@link #MOST_LINES}.
   */
  void tell(EntityId taskId, Instant at, String text);

  /**
   * What was noted, by the ids of the tasks of an operation, the oldest first; a task of which
   * nothing was has no entry.
   */
  Map<EntityId, List<Told>> told(EntityId operationId);

  /** The most that is noted for one task. */
  int MOST_LINES = 1000;

  /** A line of what was done. */
  record Told(Instant at, String text) {}
}
