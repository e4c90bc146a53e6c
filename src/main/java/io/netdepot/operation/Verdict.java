package io.netdepot.operation;

import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the ends of its switches make of an operation. A step route decides it; {@link #usual} is
 * what the shipped one decides, for the case that an edited one forgets to.
 *
 * @param error a short code, empty when completed or cancelled
 */
record Verdict(OperationState state, String error, String details) {
  private static final int SWITCHES_NAMED = 10;
  private static final Pattern CODE = Pattern.compile("[a-z]+(?:-[a-z]+){0,9}");

  /**
   * The verdict that a word means, with details for people.
   *
   * @param word {@code completed}, {@code cancelled}, or the code of a failure
   * @throws IllegalArgumentException when it is none of them
   */
  static Verdict of(String word, OperationKind kind, List<Task> tasks) {
    if (word.length() > 100 || !CODE.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "The verdict on an operation is completed, cancelled or a short code such as"
              + " partial-failure");
    }
    OperationState state =
        switch (word) {
          case "completed" -> OperationState.COMPLETED;
          case "cancelled" -> OperationState.CANCELLED;
          default -> OperationState.FAILED;
        };
    return new Verdict(state, state == OperationState.FAILED ? word : "", details(kind, tasks));
  }

  /**
   * Completed only when every switch completed; cancelled when any was; else failed: {@code
   * stalled} when every failure was a stall, {@code partial-failure} when some switches did not
   * fail, {@code collection-failed}, {@code delivery-failed} or {@code action-failed} when all did.
   */
  static String usual(Outcomes outcomes) {
    if (outcomes.cancelled() > 0) {
      return OperationState.CANCELLED.word();
    }
    if (outcomes.failed() == 0) {
      return OperationState.COMPLETED.word();
    }
    if (outcomes.stalled() == outcomes.failed()) {
      return FailureReason.STALLED.code();
    }
    return outcomes.collected() > 0 ? "partial-failure" : outcomes.allFailed();
  }

  private static String details(OperationKind kind, List<Task> tasks) {
    int cancelled = in(tasks, OperationState.CANCELLED).size();
    return in(tasks, OperationState.COMPLETED).size()
        + " of "
        + tasks.size()
        + done(kind)
        + (cancelled > 0 ? ", " + cancelled + " cancelled" : "")
        + list(in(tasks, OperationState.FAILED));
  }

  private static String done(OperationKind kind) {
    return switch (kind) {
      case COLLECTION -> " switches collected";
      case DELIVERY -> " switches delivered to";
      case ACTION -> " devices done";
    };
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
