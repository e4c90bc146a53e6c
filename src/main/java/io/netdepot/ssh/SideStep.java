package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * One step of a session that goes another way to the switch than over SSH, under the same limits:
 * the session's place among the connections, its deadline, its end from outside. Close it when the
 * step is done. Used by the working thread.
 */
public final class SideStep implements AutoCloseable {
  private final SwitchTask task;
  private final Phase phase;
  private final Duration longest;
  private final Shared shared;
  private final Lifeline lifeline;
  private final Plug plug;
  private final Runnable end;
  private final Watch.Timer timer;

  SideStep(
      SwitchTask task,
      Phase phase,
      Duration longest,
      Shared shared,
      Lifeline lifeline,
      Plug plug,
      Runnable end) {
    this.task = task;
    this.phase = phase;
    this.longest = longest;
    this.shared = shared;
    this.lifeline = lifeline;
    this.plug = plug;
    this.end = end;
    this.timer =
        shared
            .watch()
            .timer(
                longest,
                () -> {
                  lifeline.pull();
                  plug.tear();
                });
  }

  /** A call that may wait for the switch. */
  @FunctionalInterface
  public interface Call<T> {
    T run() throws IOException, SwitchFailure;
  }

  /** A place among the transfers. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    /** Gives the place back. */
    @Override
    void close();
  }

  /** What is being done. */
  public Phase phase() {
    return phase;
  }

  /**
   * Connects to a port of the switch.
   *
   * @throws SwitchFailure {@code unreachable} when that does not come about
   */
  public Socket connect(int port) throws SwitchFailure {
    Duration limit = shared.ssh().connectTimeout();
    String where = task.address() + " port " + port;
    Dialer.Way way = shared.dialer().way(task, port, lifeline);
    Socket socket = new Socket();
    try {
      return within(
          limit,
          () -> closeQuietly(socket),
          () -> {
            way.connect(socket);
            socket.setTcpNoDelay(true);
            return socket;
          });
    } catch (SwitchFailure e) {
      closeQuietly(socket);
      way.close();
      throw e;
    } catch (SocketTimeoutException e) {
      closeQuietly(socket);
      way.close();
      throw new SwitchFailure(
          FailureReason.UNREACHABLE,
          Phase.CONNECT,
          where + " did not answer within " + Durations.format(limit) + " (ssh.connect-timeout)",
          e);
    } catch (IOException e) {
      closeQuietly(socket);
      way.close();
      throw new SwitchFailure(
          FailureReason.UNREACHABLE,
          Phase.CONNECT,
          "No connection to " + where + ": " + Causes.text(e),
          e);
    }
  }

  /**
   * Makes a call that ends in time, whatever the switch does.
   *
   * @param hangUp ends the call from another thread: it makes what the call waits for fail
   * @throws SocketTimeoutException when the call took longer than it may
   * @throws SwitchFailure when the session was ended meanwhile, or the step's time is over
   */
  public <T> T within(Duration most, Runnable hangUp, Call<T> call)
      throws IOException, SwitchFailure {
    check();
    plug.hold(hangUp);
    // Not what the plug holds by then, which may be the next call's.
    Runnable tooLong = () -> Thread.startVirtualThread(hangUp);
    try (Watch.Timer late = shared.watch().timer(most, tooLong)) {
      try {
        return call.run();
      } catch (IOException e) {
        check();
        if (late.expired()) {
          SocketTimeoutException tooLate = new SocketTimeoutException(Durations.format(most));
          tooLate.initCause(e);
          throw tooLate;
        }
        throw e;
      }
    } finally {
      plug.hold(SideStep::nothing);
    }
  }

  /**
   * Waits, for the switch to get on.
   *
   * @throws SwitchFailure when the session was ended meanwhile, or the step's time is over
   */
  public void pause(Duration span) throws SwitchFailure {
    try (Watch.Timer over = shared.watch().timer(span, lifeline::pull)) {
      lifeline.await(phase, () -> over.expired() || timer.expired());
    }
    check();
  }

  /**
   * Waits for the step's turn among the transfers; close what it returns when the bytes are here.
   */
  public Turn transfer() throws SwitchFailure {
    Permits.Permit permit = shared.limits().transfers().ask(lifeline::pull);
    try {
      lifeline.await(phase, permit::granted);
    } catch (SwitchFailure e) {
      permit.close();
      throw e;
    }
    return permit::close;
  }

  /**
   * Looks whether the step may go on.
   *
   * @throws SwitchFailure when the session was ended, or {@code timed-out} when the step's time is
   *     over
   */
  public void check() throws SwitchFailure {
    lifeline.check();
    if (timer.expired()) {
      throw new SwitchFailure(
          FailureReason.TIMED_OUT,
          phase,
          "The step was not done within "
              + Durations.format(longest)
              + " (timeout of its nvue:switch)");
    }
  }

  @Override
  public void close() {
    timer.close();
    end.run();
  }

  private static void nothing() {}

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, which is all that was wanted.
    }
  }
}
