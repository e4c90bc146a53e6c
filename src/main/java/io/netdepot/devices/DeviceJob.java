package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.Task;
import io.netdepot.collect.SwitchJob;
import io.netdepot.delivery.DeliveryJob;
import io.netdepot.delivery.Purpose;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.Operations;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * Acts on the software of a device. What an image needs, and a boot, it has from deliveries: the
 * bean {@code delivery} is there for its steps too. Thread-safe.
 */
public final class DeviceJob implements SwitchJob {
  /** Nobody gets in: what a vManage calls unreachable, as it has no connection either. */
  private static final Set<FailureReason> AWAY =
      EnumSet.of(
          FailureReason.UNREACHABLE,
          FailureReason.AUTHENTICATION_FAILED,
          FailureReason.HOST_KEY_CHANGED,
          FailureReason.HOST_KEY_UNKNOWN,
          FailureReason.JUMP_HOST_UNREACHABLE,
          FailureReason.JUMP_HOST_REFUSED,
          FailureReason.JUMP_HOST_KEY,
          FailureReason.CERTIFICATE_CHANGED,
          FailureReason.CERTIFICATE_REFUSED,
          FailureReason.PROFILE_UNUSABLE);

  private final Operations operations;
  private final DeliveryJob deliveries;
  private final DeviceRuns runs;
  private final DeviceLog log;

  public DeviceJob(Operations operations, DeliveryJob deliveries, DeviceRuns runs, DeviceLog log) {
    this.operations = operations;
    this.deliveries = deliveries;
    this.runs = runs;
    this.log = log;
  }

  @Override
  public Attempt begin(Task task, LiveTask live) throws SwitchFailure {
    ActionOrder order =
        operations
            .action(task)
            .orElseThrow(() -> new IllegalStateException("Task " + task.id() + " has no order"));
    ActionOrder.Target target =
        order
            .target(task.address())
            .orElseThrow(() -> new IllegalStateException("Task " + task.id() + " has no device"));
    try {
      return deliveries.begin(
          task,
          live,
          DeviceRun.aim(order.action(), target),
          notes -> begun(new DeviceRun(task, live, order.action(), target, notes)));
    } catch (SwitchFailure e) {
      tell(task, e.failure());
      throw e;
    }
  }

  private Purpose begun(DeviceRun run) {
    Task task = run.task();
    if (!run.isWaitedFor()) {
      log.tell(
          task.id(),
          task.tries() == 1
              ? run.action().word() + " begins on " + run.target().hostName()
              : "Try " + task.tries() + " begins");
    }
    runs.add(run);
    return new Acting(run);
  }

  private void tell(Task task, Failure why) {
    log.tell(task.id(), why.reason().code() + ": " + why.details());
  }

  private final class Acting implements Purpose {
    private final DeviceRun run;
    // Later tries look only whether it is back, again and again.
    private final boolean waited;

    Acting(DeviceRun run) {
      this.run = run;
      this.waited = run.isWaitedFor();
    }

    @Override
    public String entry() {
      return DeviceSteps.ENTRY;
    }

    @Override
    public void prepare(Exchange exchange) {
      exchange.setProperty(DeviceAction.PROPERTY, DeviceAction.of(run));
      exchange.setVariable("version", run.target().version());
    }

    // What the device said at the end counts, and not that the image got there.
    @Override
    public boolean isDone(boolean delivered) {
      return run.isDone();
    }

    @Override
    public void ended(SwitchJob.Result result) {
      switch (result) {
        case SwitchJob.Result.Done(var id, var remark) ->
            log.tell(run.task().id(), "Done" + (remark.isEmpty() ? "" : ". " + remark));
        case SwitchJob.Result.Wait(var why, var delay) -> {
          if (!waited) {
            log.tell(run.task().id(), why.details());
          }
        }
        case SwitchJob.Result.NotDone(var why) -> {
          tell(run.task(), why);
          notTold(why);
        }
      }
    }

    private void notTold(Failure why) {
      boolean away = AWAY.contains(why.reason()) || run.isGoneAtBoot(why);
      if (run.live().aborted().isEmpty() && (away || !run.hasTold())) {
        log.notTold(run.task().address(), why, reached(why, away));
      }
    }

    // Where no route is for a platform, nobody even tries.
    private static Optional<Boolean> reached(Failure why, boolean away) {
      return Optional.of(!away).filter(any -> why.reason() != FailureReason.ACTION_UNSUPPORTED);
    }

    @Override
    public void close() {
      runs.remove(run);
    }
  }
}
