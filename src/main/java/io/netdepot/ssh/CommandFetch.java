package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.ReceivedFile;
import java.io.IOException;
import java.util.Optional;

/** Fetches a file as the output of a command, such as {@code sudo -n cat …}. */
final class CommandFetch {
  private static final int ERRORS_KEPT = 4 * 1024;

  private final Connection connection;
  private final Command command;
  private final long window;

  CommandFetch(Connection connection, Command command, long window) {
    this.connection = connection;
    this.command = command;
    this.window = window;
  }

  /** Fetches into the intake; returns when the file is whole and durable. */
  ReceivedFile fetch(Intake intake, FlowMeter meter, FetchLimits limits) throws SwitchFailure {
    Lifeline lifeline = connection.lifeline();
    Inflow inflow = new Inflow(Transfers.BLOCK);
    BoundedOutput errors = new BoundedOutput(ERRORS_KEPT, connection::heard);
    OutputChannel channel =
        new OutputChannel(command, window, inflow, connection::heard, lifeline::pull);
    channel.setErr(errors.errors());
    try (Watch.Timer timer = connection.watch().timer(limits.timeout(), lifeline::pull)) {
      connection.open(channel, timer);
      drain(intake, meter, limits, inflow, channel, timer);
    } catch (SwitchFailure e) {
      if (CutShort.isWorthKeeping(e.failure())) {
        takeRest(inflow, intake);
      }
      throw e;
    } finally {
      channel.close(false);
    }
    meter.stop();
    requireGoodEnd(channel, intake, errors, limits);
    return intake.finish();
  }

  // The bytes that wait when the line is cut came before it.
  private static void takeRest(Inflow inflow, Intake intake) throws SwitchFailure {
    for (Optional<Inflow.Block> next = inflow.take(); next.isPresent(); next = inflow.take()) {
      intake.take(next.get().bytes, next.get().length);
    }
  }

  private void drain(
      Intake intake,
      FlowMeter meter,
      FetchLimits limits,
      Inflow inflow,
      OutputChannel channel,
      Watch.Timer timer)
      throws SwitchFailure {
    Lifeline lifeline = connection.lifeline();
    while (true) {
      lifeline.await(
          limits.phase(),
          () -> inflow.ready() || channel.ended() || connection.gone() || timer.expired());
      if (timer.expired()) {
        throw CommandRun.timedOut(command, limits.phase(), limits.timeout());
      }
      Optional<Inflow.Block> next = inflow.take();
      if (next.isEmpty()) {
        return;
      }
      Inflow.Block block = next.get();
      meter.came(block.length);
      intake.take(block.bytes, block.length);
      try {
        channel.took(block.length);
      } catch (IOException e) {
        if (!channel.ended()) {
          throw new SwitchFailure(connection.lost(), e);
        }
      }
      inflow.giveBack(block);
    }
  }

  private void requireGoodEnd(
      OutputChannel channel, Intake intake, BoundedOutput errors, FetchLimits limits)
      throws SwitchFailure {
    Integer status = channel.getExitStatus();
    if (status == null) {
      throw CommandRun.noStatus(connection, channel, command, limits.phase());
    }
    if (status != 0) {
      String details =
          command.quoted()
              + " ended with exit status "
              + status
              + ": "
              + errors.errorText().strip();
      throw intake.received() == 0
          ? new SwitchFailure(FailureReason.PACKAGE_UNREADABLE, limits.phase(), details)
          : intake.incomplete(details + " after " + intake.received() + " bytes");
    }
  }
}
