package io.netdepot.demo;

import java.util.List;

/**
 * What the API tells of an operation.
 *
 * @param status one of pending, in-progress, completed, failed, cancelled
 * @param percentage 0 to 100
 * @param error the code of a failure, or empty
 * @param switches one entry a switch; empty when the service does not tell
 */
record DemoOperation(
    String status,
    double percentage,
    String step,
    String error,
    String details,
    List<SwitchProgress> switches) {
  DemoOperation {
    switches = List.copyOf(switches);
  }

  boolean isOver() {
    return !status.equals("pending") && !status.equals("in-progress");
  }

  boolean isCompleted() {
    return status.equals("completed");
  }
}
