package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.operation.LiveTask;
import java.util.Optional;

/** One try of one action on one device while it runs. Used by the thread of the try. */
final class DeviceRun {
  private final Task task;
  private final LiveTask live;
  private final ActionOrder.Action action;
  private final ActionOrder.Target target;

  // Mutable state of the try's thread
  private Optional<Software> before = Optional.empty();
  private Optional<Software> now = Optional.empty();
  private boolean done;

  DeviceRun(Task task, LiveTask live, ActionOrder.Action action, ActionOrder.Target target) {
    this.task = task;
    this.live = live;
    this.action = action;
    this.target = target;
  }

  Task task() {
    return task;
  }

  LiveTask live() {
    return live;
  }

  ActionOrder.Action action() {
    return action;
  }

  ActionOrder.Target target() {
    return target;
  }

  /** Whether the device shall run the version at the end. */
  boolean isToBoot() {
    return switch (action) {
      case CHANGE_PARTITION -> true;
      case INSTALL -> target.image().filter(DeliveryOrder::install).isPresent();
      default -> false;
    };
  }

  /** The version as the device may call it: of an image the build that stands in its file name. */
  String wanted() {
    return target
        .image()
        .map(DeliveryOrder::build)
        .filter(build -> !build.isEmpty())
        .orElse(target.version());
  }

  /** The device told what it has. */
  void told(Software software) {
    if (before.isEmpty()) {
      before = Optional.of(software);
    }
    now = Optional.of(software);
  }

  /** What it had when it was asked first. */
  Optional<Software> before() {
    return before;
  }

  /**
   * What it has.
   *
   * @throws SwitchFailure {@code internal-error} when it was not asked
   */
  Software software() throws SwitchFailure {
    return now.orElseThrow(
        () ->
            new SwitchFailure(
                FailureReason.INTERNAL_ERROR,
                Phase.PREPARE,
                "The route did not ask the device what it has; it has to call device.images or"
                    + " device.software first"));
  }

  void done() {
    done = true;
  }

  boolean isDone() {
    return done;
  }
}
