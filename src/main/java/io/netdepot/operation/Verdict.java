package io.netdepot.operation;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.FailureReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ends of its switches make of an operation: completed only when every switch completed;
 * cancelled when any was; else failed.
 *
 * @param error {@code partial-failure} when some packages were kept, {@code collection-failed} when
 *     none was, {@code stalled} when every failure was a stall; empty when completed or cancelled
 */
record Verdict(OperationState state, String error, String details) {
  private static final int SWITCHES_NAMED = 10;

  static Verdict over(List<Task> tasks) {
    List<Task> failed = in(tasks, OperationState.FAILED);
    int kept = in(tasks, OperationState.COMPLETED).size();
    int cancelled = in(tasks, OperationState.CANCELLED).size();
    String counts = kept + " of " + tasks.size() + " switches collected";
    if (cancelled > 0) {
      return new Verdict(
          OperationState.CANCELLED, "", counts + ", " + cancelled + " cancelled" + list(failed));
    }
    if (failed.isEmpty()) {
      return new Verdict(OperationState.COMPLETED, "", counts);
    }
    return new Verdict(OperationState.FAILED, error(failed, kept), counts + list(failed));
  }

  private static String error(List<Task> failed, int kept) {
    if (failed.stream().allMatch(Verdict::stalled)) {
      return FailureReason.STALLED.code();
    }
    return kept > 0 ? "partial-failure" : "collection-failed";
  }

  private static boolean stalled(Task task) {
    return task.failure().filter(failure -> failure.reason() == FailureReason.STALLED).isPresent();
  }

  private static List<Task> in(List<Task> tasks, OperationState state) {
    return tasks.stream().filter(task -> task.state() == state).toList();
  }

  private static String list(List<Task> failed) {
    List<String> named = new ArrayList<>();
    for (Task task : failed.subList(0, Math.min(SWITCHES_NAMED, failed.size()))) {
      named.add(
          task.address().text()
              + task.failure().map(failure -> " " + failure.reason().code()).orElse(""));
    }
    if (failed.isEmpty()) {
      return "";
    }
    int more = failed.size() - named.size();
    return "; failed: " + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }
}
