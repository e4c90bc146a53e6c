package io.netdepot.ssh;

import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** Makes a connection to a switch and logs in, within the limits of connecting. */
final class Dialer {
  /**
   * A handshake costs the processor a tenth of that; one that takes longer waits for the switch,
   * and its permit is lent to the next. Without that, a few dozen dead switches would hold up every
   * live one.
   */
  private static final Duration AT_WORK = Duration.ofSeconds(1);

  private final SshSettings settings;
  private final SwitchClient client;
  private final HostKeys hostKeys;
  private final LoginSource logins;
  private final Names names;
  private final Watch watch;
  private final Permits handshakes;

  Dialer(
      SshSettings settings,
      SwitchClient client,
      HostKeys hostKeys,
      LoginSource logins,
      Names names,
      Watch watch) {
    this.settings = settings;
    this.client = client;
    this.hostKeys = hostKeys;
    this.logins = logins;
    this.names = names;
    this.watch = watch;
    this.handshakes = new Permits(settings.handshakePermits());
  }

  /** A session that is logged in, and what was learnt on the way to it. */
  record Dialled(ClientSession session, Attempt attempt) {}

  /**
   * Connects and logs in. When it fails the caller pulls the plug.
   *
   * @param plug gets hold of the connection from its first moment on
   */
  Dialled dial(SwitchTask task, Lifeline lifeline, Plug plug) throws SwitchFailure {
    Attempt attempt = prepare(task, plug);
    InetAddress address = resolve(task, lifeline);
    try (Permits.Permit handshake = handshakes.ask(lifeline::pull)) {
      lifeline.await(Phase.CONNECT, handshake::granted);
      try (Watch.Timer lent = watch.timer(AT_WORK, handshake::close)) {
        ClientSession session = connect(address, task, attempt, lifeline);
        logIn(session, attempt, lifeline);
        lent.stop();
        return new Dialled(session, attempt);
      }
    } finally {
      saveHostKeys();
    }
  }

  private Attempt prepare(SwitchTask task, Plug plug) throws SwitchFailure {
    Login login = logins.of(task);
    List<KeyPair> keys =
        login.keyFile().isPresent() ? KeyFile.read(login.keyFile().get()) : List.of();
    try {
      List<String> pinned = hostKeys.typesOf(task.address(), task.port());
      return new Attempt(task, login, keys, hostKeys, pinned, plug);
    } catch (IOException e) {
      throw new SwitchFailure(FailureReason.INTERNAL_ERROR, Phase.CONNECT, Causes.text(e), e);
    }
  }

  private ClientSession connect(
      InetAddress address, SwitchTask task, Attempt attempt, Lifeline lifeline)
      throws SwitchFailure {
    Duration limit = settings.connectTimeout();
    String where = task.address() + " port " + task.port();
    try (Watch.Timer timer = watch.timer(limit, lifeline::pull)) {
      ConnectFuture connecting = client.connect(address, task.port(), attempt);
      AtomicBoolean done = new AtomicBoolean();
      connecting.addListener(
          future -> {
            done.set(true);
            lifeline.pull();
          });
      lifeline.await(Phase.CONNECT, () -> done.get() || timer.expired());
      if (!done.get()) {
        throw unreachable(
            where + " did not answer within " + Spans.text(limit) + " (ssh.connect-timeout)", null);
      }
      if (!connecting.isConnected()) {
        Throwable cause = connecting.getException();
        if (attempt.hasBegun()) {
          throw refused(attempt, cause);
        }
        throw unreachable("No connection to " + where + ": " + Causes.text(cause), cause);
      }
      return connecting.getSession();
    } catch (IOException e) {
      throw unreachable("No connection to " + where + ": " + Causes.text(e), e);
    }
  }

  /** Looks the switch's address up, within the limits of connecting. */
  InetAddress resolve(SwitchTask task, Lifeline lifeline) throws SwitchFailure {
    CompletableFuture<InetAddress> found = names.resolve(task.address());
    var unused = found.whenComplete((address, failed) -> lifeline.pull());
    try (Watch.Timer timer = watch.timer(settings.connectTimeout(), lifeline::pull)) {
      lifeline.await(Phase.CONNECT, () -> found.isDone() || timer.expired());
    }
    if (found.isDone() && !found.isCompletedExceptionally()) {
      return found.join();
    }
    throw unreachable(
        found.isDone()
            ? "The name " + task.address() + " has no address; check it and the name server"
            : "The name server did not answer for " + task.address(),
        null);
  }

  private void logIn(ClientSession session, Attempt attempt, Lifeline lifeline)
      throws SwitchFailure {
    Duration limit = settings.loginTimeout();
    try (Watch.Timer timer = watch.timer(limit, lifeline::pull)) {
      AuthFuture login = session.auth();
      AtomicBoolean done = new AtomicBoolean();
      login.addListener(
          future -> {
            done.set(true);
            lifeline.pull();
          });
      lifeline.await(Phase.CONNECT, () -> done.get() || timer.expired());
      if (!done.get()) {
        throw unreachable(
            "The switch did not finish the login within "
                + Spans.text(limit)
                + " (ssh.login-timeout)",
            null);
      }
      if (!login.isSuccess()) {
        throw refused(attempt, login.getException());
      }
    } catch (IOException e) {
      throw refused(attempt, e);
    }
  }

  private static SwitchFailure refused(Attempt attempt, @Nullable Throwable cause) {
    if (attempt.refusedKey().isPresent()) {
      return new SwitchFailure(attempt.refusedKey().get(), cause);
    }
    boolean noWayLeft =
        cause instanceof SshException ssh
            && ssh.getDisconnectCode()
                == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    if (attempt.loginRefused() || noWayLeft) {
      return new SwitchFailure(
          FailureReason.AUTHENTICATION_FAILED, Phase.CONNECT, attempt.refusal(), cause);
    }
    return unreachable(
        "The connection broke before the login was done: "
            + attempt.trouble().orElseGet(() -> Causes.text(cause)),
        cause);
  }

  private static SwitchFailure unreachable(String details, @Nullable Throwable cause) {
    return new SwitchFailure(FailureReason.UNREACHABLE, Phase.CONNECT, details, cause);
  }

  private void saveHostKeys() throws SwitchFailure {
    try {
      hostKeys.save();
    } catch (IOException e) {
      throw Storage.failure(Phase.CONNECT, "The pinned host keys could not be saved", e);
    }
  }
}
