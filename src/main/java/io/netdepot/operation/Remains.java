package io.netdepot.operation;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;

/** Says what work that was not done to its end may have left on the switch. */
final class Remains {
  /** Of a device that was told nothing, or only asked what it has. */
  static final String UNCHANGED = "Nothing was changed on the device";

  private Remains() {}

  static Failure with(Failure failure, String leftOver) {
    return new Failure(
        failure.reason(), failure.phase(), failure.details() + ". " + mayStay(leftOver));
  }

  // What was generated may be gone by itself, and that may be what failed.
  private static String mayStay(String path) {
    return "The generated package may stay on the switch: " + path;
  }

  static String after(Phase phase, Task task) {
    if (task.leftOver().isPresent()) {
      return mayStay(task.leftOver().get());
    }
    return switch (furthest(phase, task)) {
      case WAITING, CONNECT, LIST -> "Nothing was left on the switch";
      default -> "The switch may go on generating, and a package may stay in its dump directory";
    };
  }

  /** As {@link #after}, of a task that puts an image onto the switch. */
  static String afterDelivering(Phase phase, Task task) {
    return switch (furthest(phase, task)) {
      case INSTALL, REBOOT ->
          "The switch was told to install the image, and may go on and boot into it";
      case DELIVER, COMPARE -> "The image, or a part of it, may stay on the switch";
      default -> "Nothing was put onto the switch";
    };
  }

  /** As {@link #after}, of a task that changes the software of a device. */
  static String afterActing(Phase phase, Task task) {
    return switch (furthest(phase, task)) {
      case WAITING, CONNECT, LIST -> UNCHANGED;
      case INSTALL, REBOOT ->
          "The device was told to change its software, and may go on and boot; have it looked at";
      default -> "The device may have begun to change its software; have it looked at";
    };
  }

  // An earlier try may have come further than this one.
  private static Phase furthest(Phase phase, Task task) {
    Phase earlier = task.failure().map(Remains::phase).orElse(Phase.WAITING);
    return earlier.compareTo(phase) > 0 ? earlier : phase;
  }

  // After a kill nobody knows how far the try was.
  private static Phase phase(Failure failure) {
    return failure.reason() == FailureReason.INTERRUPTED ? Phase.GENERATE : failure.phase();
  }
}
