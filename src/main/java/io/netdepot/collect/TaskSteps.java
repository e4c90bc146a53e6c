package io.netdepot.collect;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.Operations;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;

/**
 * What step routes call as {@code task}: notes about the task that must survive the step, or the
 * process. Thread-safe.
 */
public final class TaskSteps {
  private final TaskRuns runs;
  private final Operations operations;

  public TaskSteps(TaskRuns runs, Operations operations) {
    this.runs = runs;
    this.operations = operations;
  }

  /**
   * Notes where on the switch the package lies, so that a later try fetches it instead of
   * generating another one.
   */
  public void generated(String path, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    operations.leftOver(task.taskId(), Optional.of(path));
  }

  /** The package on the switch was deleted. */
  public void cleaned(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    operations.leftOver(task.taskId(), Optional.empty());
  }

  /** The package on the switch stays there, as a setting wants it. */
  public void leftBehind(
      String path, String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    runs.of(task).remark("The package stays on the switch as " + path + ": " + why);
  }

  /** Whether the package is still on the switch is not certain, since deleting it failed. */
  public void notCleaned(
      String path, String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    runs.of(task).remark("The package may still be on the switch as " + path + ": " + why);
  }

  /** What the client should know although the package is stored. */
  public void remark(String text, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    runs.of(task).remark(text);
  }

  /**
   * Ends the try, with a reason that the route found out.
   *
   * @param reason one of the codes of docs/operations.md, such as {@code generate-failed}
   * @param why a sentence for people
   * @throws SwitchFailure always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void fail(
      String reason, String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    throw new SwitchFailure(FailureReason.of(reason), runs.of(task).live().phase(), why);
  }
}
