package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.util.function.Supplier;

/**
 * Asks a silent switch whether it still lives, and gives the connection up when it does not answer.
 *
 * <p>Any byte counts as an answer: on a slow line the reply to a keep-alive waits behind the data
 * on its way, and a count of replies alone (which is what the library's own heartbeat does) would
 * take a switch that is busy sending for dead.
 */
final class KeepAlive implements Watch.Watched, AutoCloseable {
  private final Watch watch;
  private final Lifeline lifeline;
  private final SshSettings settings;
  private final Supplier<Phase> phase;
  private final Runnable ask;
  private volatile boolean heard;

  // Mutable state of the watching thread.
  private long since;
  private int unanswered;

  /** {@code ask} sends a request that the switch has to answer; it returns at once. */
  KeepAlive(
      Watch watch, Lifeline lifeline, SshSettings settings, Supplier<Phase> phase, Runnable ask) {
    this.watch = watch;
    this.lifeline = lifeline;
    this.settings = settings;
    this.phase = phase;
    this.ask = ask;
    this.since = watch.now();
    watch.add(this);
  }

  /** Something came from the switch; on any thread. */
  void heard() {
    // Read first: this runs for every packet, and a write would make the cores share the line.
    if (!heard) {
      heard = true;
    }
  }

  @Override
  public void check(long now) {
    if (heard) {
      heard = false;
      unanswered = 0;
      since = now;
      return;
    }
    if (now - since < settings.keepAlive().toNanos()) {
      return;
    }
    since = now;
    if (unanswered >= settings.keepAliveMisses()) {
      lifeline.cut(
          new Failure(
              FailureReason.CONNECTION_LOST,
              phase.get(),
              "The switch left "
                  + unanswered
                  + " keep-alives in a row unanswered, one every "
                  + Durations.format(settings.keepAlive())
                  + " (ssh.keep-alive, ssh.keep-alive-misses)"));
      return;
    }
    unanswered++;
    ask.run();
  }

  @Override
  public void close() {
    watch.remove(this);
  }
}
