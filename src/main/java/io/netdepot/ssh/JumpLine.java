package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a jump host, which channels to a number of switches share. It is made on a
 * thread of its own, so that a switch that is given up meanwhile leaves it to the others.
 * Thread-safe; its users are counted by who owns it.
 */
final class JumpLine implements AutoCloseable {
  private static final int MOST_CHANNEL_WINDOW = 2 << 20;
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final JumpHost jump;
  private final Plug plug = new Plug();
  private final Lifeline lifeline = new Lifeline(failure -> plug.pull());
  private final CompletableFuture<Connection> connected = new CompletableFuture<>();

  // Guarded by the lock of who owns it.
  int users;

  JumpLine(JumpHost jump) {
    this.jump = jump;
  }

  JumpHost jump() {
    return jump;
  }

  /** Connects; returns at once. */
  void connect(Dialer dialer, Watch watch, SshSettings settings) {
    Thread.ofVirtual()
        .name("jump-host-" + jump.name())
        .start(
            () -> {
              try {
                connected.complete(
                    new Connection(
                        dialer.dial(jump, lifeline, plug),
                        lifeline,
                        watch,
                        settings,
                        () -> Phase.CONNECT));
              } catch (SwitchFailure e) {
                plug.pull();
                connected.completeExceptionally(e);
              } catch (RuntimeException e) {
                plug.pull();
                connected.completeExceptionally(
                    new SwitchFailure(
                        FailureReason.INTERNAL_ERROR,
                        Phase.CONNECT,
                        "The connection to the jump host '"
                            + jump.name()
                            + "' could not be prepared",
                        e));
              }
            });
  }

  /** Whether it is of no use to a switch that comes now. */
  boolean isDead() {
    return connected.isCompletedExceptionally()
        || lifeline.failure().isPresent()
        || (connected.isDone() && connected.join().isLost());
  }

  /**
   * Opens a channel to a switch, waiting on the line of who wants it.
   *
   * @param host the switch, whose name is looked up by the jump host
   */
  ChannelDirectTcpip open(
      String host, int port, Lifeline waiting, Watch watch, SshSettings settings)
      throws SwitchFailure {
    Connection through = connection(waiting);
    ChannelDirectTcpip channel = channel(host, port);
    Runnable onGivingUp = () -> channel.close(true);
    SshFutureListener<CloseFuture> onLoss = closed -> waiting.pull();
    try (Watch.Timer timer = watch.timer(settings.connectTimeout(), waiting::pull)) {
      through.register(channel);
      OpenFuture opening = channel.open();
      onGivingUp = () -> leave(channel, opening);
      AtomicBoolean done = new AtomicBoolean();
      opening.addListener(
          future -> {
            done.set(true);
            waiting.pull();
          });
      through.session().addCloseFutureListener(onLoss);
      waiting.await(Phase.CONNECT, () -> done.get() || through.isLost() || timer.expired());
      if (opening.isOpened()) {
        return channel;
      }
      onGivingUp.run();
      throw notOpened(
          host + " port " + port, opening.getException(), through, timer.expired(), settings);
    } catch (IOException | IllegalStateException e) {
      onGivingUp.run();
      throw broke(e);
    } catch (SwitchFailure e) {
      onGivingUp.run();
      throw e;
    } finally {
      // The line may outlive any number of switches.
      through.session().removeCloseFutureListener(onLoss);
    }
  }

  /** A channel to a port of a switch, not open yet. */
  static ChannelDirectTcpip channel(String host, int port) {
    ChannelDirectTcpip channel =
        new ChannelDirectTcpip(
            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(host, port));
    CoreModuleProperties.WINDOW_SIZE.set(channel, (long) MOST_CHANNEL_WINDOW);
    // How long a switch may take nothing is a limit of the session; the library's ends it sooner.
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, NO_LIMIT);
    return channel;
  }

  // Closed before the jump host has answered, it would end here alone: the jump host, which knows
  // nothing of that, would keep its end at the switch open for as long as the line lives.
  private static void leave(ChannelDirectTcpip channel, OpenFuture opening) {
    opening.addListener(answered -> channel.close(!answered.isOpened()));
  }

  private Connection connection(Lifeline waiting) throws SwitchFailure {
    var unused = connected.whenComplete((connection, failed) -> waiting.pull());
    waiting.await(Phase.CONNECT, connected::isDone);
    if (connected.isCompletedExceptionally()
        && connected.exceptionNow() instanceof SwitchFailure failure) {
      throw new SwitchFailure(failure.failure(), failure);
    }
    return connected.join();
  }

  private SwitchFailure notOpened(
      String to,
      @Nullable Throwable cause,
      Connection through,
      boolean expired,
      SshSettings settings) {
    if (through.isLost()) {
      return broke(cause);
    }
    String name = "the jump host '" + jump.name() + "'";
    if (cause instanceof SshChannelOpenException refused) {
      boolean forbidden =
          refused.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
      return forbidden
          ? new SwitchFailure(
              FailureReason.JUMP_HOST_REFUSED,
              Phase.CONNECT,
              "The jump host '"
                  + jump.name()
                  + "' does not let its user go on to "
                  + to
                  + " (AllowTcpForwarding, PermitOpen of its sshd)",
              cause)
          : new SwitchFailure(
              FailureReason.UNREACHABLE,
              Phase.CONNECT,
              "No connection to " + to + " through " + name + ": " + Causes.text(cause),
              cause);
    }
    return new SwitchFailure(
        FailureReason.UNREACHABLE,
        Phase.CONNECT,
        expired
            ? to
                + " did not answer within "
                + Durations.format(settings.connectTimeout())
                + " (ssh.connect-timeout) through "
                + name
            : "No connection to " + to + " through " + name + ": " + Causes.text(cause),
        cause);
  }

  private SwitchFailure broke(@Nullable Throwable cause) {
    Optional<Failure> why = lifeline.failure();
    return new SwitchFailure(
        FailureReason.JUMP_HOST_UNREACHABLE,
        Phase.CONNECT,
        "The connection to the jump host '"
            + jump.name()
            + "' broke"
            + why.map(failure -> ": " + failure.details()).orElse(""),
        cause);
  }

  /** Something came over it. */
  void heard() {
    if (connected.isDone() && !connected.isCompletedExceptionally()) {
      connected.join().heard();
    }
  }

  /** Ends it and every channel over it. */
  @Override
  public void close() {
    lifeline.cut(
        new Failure(
            FailureReason.INTERRUPTED,
            Phase.CONNECT,
            "The connection to the jump host '" + jump.name() + "' is closed"));
    if (connected.isDone() && !connected.isCompletedExceptionally()) {
      connected.join().close();
    }
  }
}
