package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.Task;
import io.netdepot.collect.SwitchJob;
import io.netdepot.delivery.Aim;
import io.netdepot.delivery.DeliveryJob;
import io.netdepot.delivery.SwitchNote;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.Operations;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SessionLimit;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Acts on the software of a device. What an image needs, and a boot, it has from deliveries: the
 * bean {@code delivery} is there for its steps too. Thread-safe.
 */
public final class DeviceJob implements SwitchJob {
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
    DeviceRun run = new DeviceRun(task, live, order.action(), target);
    boolean booting =
        note(task).flatMap(note -> note.get(SwitchNote.Fact.INSTALL_BEGUN)).isPresent();
    if (!booting) {
      log.tell(
          task.id(),
          task.tries() == 1
              ? order.action().word() + " begins on " + target.hostName()
              : "Try " + task.tries() + " begins");
    }
    Aim aim = new Aim(target.image(), run.wanted(), run.isToBoot());
    Attempt delivery;
    try {
      delivery = deliveries.begin(task, live, aim, DeviceSteps.ENTRY);
    } catch (SwitchFailure e) {
      tell(task, e.failure());
      throw e;
    }
    runs.add(run);
    return new Acting(run, delivery, booting);
  }

  private void tell(Task task, Failure why) {
    log.tell(task.id(), why.reason().code() + ": " + why.details());
  }

  private Optional<SwitchNote> note(Task task) {
    return Optional.ofNullable(operations.notes(task.operationId()).get(task.id()))
        .map(SwitchNote::parse);
  }

  private final class Acting implements Attempt {
    private final DeviceRun run;
    private final Attempt delivery;
    private final boolean booting;

    Acting(DeviceRun run, Attempt delivery, boolean booting) {
      this.run = run;
      this.delivery = delivery;
      this.booting = booting;
    }

    @Override
    public String entry() {
      return delivery.entry();
    }

    @Override
    public SessionLimit limit() {
      return delivery.limit();
    }

    @Override
    public void prepare(Exchange exchange) {
      delivery.prepare(exchange);
      exchange.setProperty(DeviceAction.PROPERTY, DeviceAction.of(run, booting));
      exchange.setVariable("version", run.target().version());
    }

    @Override
    public void interrupt() {
      delivery.interrupt();
    }

    @Override
    public Result end(SwitchTask task, Exchange ended, Optional<CutShort> cutShort) {
      Result result = delivery.end(task, ended, cutShort);
      if (run.isDone()) {
        String remark = result instanceof Result.Done(var id, var said) ? said : "";
        return told(task, new Result.Done(Optional.empty(), remark));
      }
      return told(task, result);
    }

    private Result told(SwitchTask task, Result result) {
      switch (result) {
        case Result.Done(var id, var remark) ->
            log.tell(task.taskId(), "Done" + (remark.isEmpty() ? "" : ". " + remark));
        case Result.Wait(var why, var delay) -> {
          if (!booting) {
            log.tell(task.taskId(), why.details());
          }
        }
        case Result.NotDone(var why) -> {
          failed(why);
        }
      }
      return result;
    }

    @Override
    public void notBegun(Failure why) {
      failed(why);
    }

    private void failed(Failure why) {
      tell(run.task(), why);
      noteIfAway(why);
    }

    private void noteIfAway(Failure why) {
      if (why.reason() == FailureReason.UNREACHABLE
          || why.reason() == FailureReason.JUMP_HOST_UNREACHABLE
          || (why.reason() == FailureReason.REBOOT_TIMEOUT && isGone())) {
        log.unreachable(run.task().address());
      }
    }

    // It was told to boot, and did; it did not come back.
    private boolean isGone() {
      return note(run.task())
          .filter(note -> note.get(SwitchNote.Fact.GONE).isPresent())
          .filter(note -> note.get(SwitchNote.Fact.BACK).isEmpty())
          .isPresent();
    }

    @Override
    public void close() {
      runs.remove(run);
      delivery.close();
    }
  }
}
