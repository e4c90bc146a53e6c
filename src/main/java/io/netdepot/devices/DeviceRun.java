package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Task;
import io.netdepot.delivery.Aim;
import io.netdepot.delivery.Notes;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.operation.LiveTask;
import java.util.List;
import java.util.Optional;

/** One try of one action on one device while it runs. Used by the thread of the try. */
final class DeviceRun {
  private final Task task;
  private final LiveTask live;
  private final ActionOrder.Action action;
  private final ActionOrder.Target target;
  private final Notes notes;

  // Mutable state of the try's thread
  private Optional<Software> now = Optional.empty();
  private boolean done;

  DeviceRun(
      Task task, LiveTask live, ActionOrder.Action action, ActionOrder.Target target, Notes notes) {
    this.task = task;
    this.live = live;
    this.action = action;
    this.target = target;
    this.notes = notes;
  }

  /** What is to be brought about, as far as it is a matter of images and boots. */
  static Aim aim(ActionOrder.Action action, ActionOrder.Target target) {
    return new Aim(target.image(), wanted(target), isToBoot(action, target));
  }

  private static boolean isToBoot(ActionOrder.Action action, ActionOrder.Target target) {
    return switch (action) {
      case CHANGE_PARTITION -> true;
      case INSTALL -> target.image().filter(DeliveryOrder::install).isPresent();
      case DEFAULT_PARTITION, REMOVE_PARTITION, LOOK -> false;
    };
  }

  private static String wanted(ActionOrder.Target target) {
    return target
        .image()
        .map(DeliveryOrder::build)
        .filter(build -> !build.isEmpty())
        .orElse(target.version());
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
    return isToBoot(action, target);
  }

  /** Whether an earlier try told the device to boot: it is not told so again. */
  boolean isBooting() {
    return notes.noted(Fact.INSTALL_BEGUN).isPresent();
  }

  /** Whether it is only looked whether the device is back. */
  boolean isWaitedFor() {
    return isBooting() || notes.noted(Fact.GONE).isPresent();
  }

  /** It was told to boot, and did; it did not come back. */
  boolean isGoneAtBoot(Failure why) {
    return why.reason() == FailureReason.REBOOT_TIMEOUT
        && notes.noted(Fact.GONE).isPresent()
        && notes.noted(Fact.BACK).isEmpty();
  }

  /**
   * The version as the device calls it where that was learnt from it, else as it may call it: of an
   * image the build that stands in its file name.
   */
  String wanted() {
    return notes.noted(Fact.BUILD_WANTED).orElse(wanted(target));
  }

  /** The device told what it has. */
  void told(Software software) {
    if (action == ActionOrder.Action.INSTALL && notes.noted(Fact.VERSIONS_BEFORE).isEmpty()) {
      notes.note(Fact.VERSIONS_BEFORE, String.join(",", software.all()));
    }
    now = Optional.of(software);
  }

  boolean hasTold() {
    return now.isPresent();
  }

  /**
   * The only version that is there and was not there when the device was asked first, also by an
   * earlier try: what an image is called that a device unpacks only the device knows.
   */
  Optional<String> installed() {
    return now.flatMap(
        software ->
            notes
                .noted(Fact.VERSIONS_BEFORE)
                .flatMap(before -> software.newSince(List.of(before.split(",")))));
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
