package io.netdepot.ssh;

import io.netdepot.config.SshSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;

/** A connection to a switch on which we are logged in, kept alive and watched for its end. */
final class Connection implements AutoCloseable {
  private static final String KEEP_ALIVE = "keepalive@openssh.com";

  private final ClientSession session;
  private final Attempt attempt;
  private final Lifeline lifeline;
  private final Watch watch;
  private final Supplier<Phase> phase;
  private final KeepAlive keepAlive;
  private volatile boolean gone;

  Connection(
      Dialer.Dialled dialled,
      Lifeline lifeline,
      Watch watch,
      SshSettings settings,
      Supplier<Phase> phase) {
    this.session = dialled.session();
    this.attempt = dialled.attempt();
    this.lifeline = lifeline;
    this.watch = watch;
    this.phase = phase;
    this.keepAlive =
        new KeepAlive(
            watch,
            lifeline,
            settings,
            phase,
            () -> Thread.startVirtualThread(this::askWhetherAlive));
    session.addCloseFutureListener(
        closed -> {
          gone = true;
          lifeline.pull();
        });
  }

  ClientSession session() {
    return session;
  }

  /** How the server calls itself, and below it what it showed before the login. */
  String greeting() {
    return session.getServerVersion() + "\n" + attempt.banner();
  }

  Lifeline lifeline() {
    return lifeline;
  }

  Watch watch() {
    return watch;
  }

  /** Something came from the switch; on any thread. */
  void heard() {
    keepAlive.heard();
  }

  /** Makes a channel one of this connection, before it is opened. */
  void register(AbstractClientChannel channel) throws IOException {
    session.getService(ConnectionService.class).registerChannel(channel);
  }

  /**
   * Opens a channel.
   *
   * @param timer the limit of the step; when it is over the channel is not open
   */
  void open(AbstractClientChannel channel, Watch.Timer timer) throws SwitchFailure {
    try {
      register(channel);
      OpenFuture opening = channel.open();
      AtomicBoolean done = new AtomicBoolean();
      opening.addListener(
          future -> {
            done.set(true);
            lifeline.pull();
          });
      lifeline.await(phase.get(), () -> done.get() || gone || timer.expired());
      if (!opening.isOpened() && !timer.expired()) {
        if (isLost()) {
          throw new SwitchFailure(lost(), opening.getException());
        }
        throw new SwitchFailure(
            FailureReason.COMMAND_FAILED,
            phase.get(),
            "The switch refused to open another channel: " + Causes.text(opening.getException()),
            opening.getException());
      }
    } catch (IOException e) {
      throw new SwitchFailure(lost(), e);
    } catch (IllegalStateException e) {
      if (isLost()) {
        throw new SwitchFailure(lost(), e);
      }
      throw e;
    }
  }

  /** Whether nothing will come from the switch any more; everything that came was told before. */
  boolean gone() {
    return gone;
  }

  /** Whether the connection is at its end, and not only a channel of it. */
  boolean isLost() {
    return gone || session.isClosing();
  }

  /** Why it is at its end: what we ended it for, else what the switch did. */
  Failure lost() {
    return lifeline
        .failure()
        .orElseGet(
            () ->
                new Failure(
                    FailureReason.CONNECTION_LOST,
                    phase.get(),
                    "The connection broke: " + attempt.trouble().orElse("the switch closed it")));
  }

  private void askWhetherAlive() {
    try {
      Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
      request.putString(KEEP_ALIVE);
      request.putBoolean(true);
      // A refusal is an answer too.
      session.request(request, KEEP_ALIVE, (command, answer) -> keepAlive.heard());
    } catch (IOException e) {
      lifeline.cut(lost());
    }
  }

  /** Says goodbye; does not wait for the switch. */
  @Override
  public void close() {
    keepAlive.close();
    session.close(false);
  }
}
