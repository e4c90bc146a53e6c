package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.future.SshFuture;
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
  private final JumpLines jumps;

  Dialer(
      SshSettings settings,
      SwitchClient client,
      HostKeys hostKeys,
      LoginSource logins,
      Names names,
      JumpSource jumpHosts,
      Watch watch) {
    this.settings = settings;
    this.client = client;
    this.hostKeys = hostKeys;
    this.logins = logins;
    this.names = names;
    this.watch = watch;
    this.handshakes = new Permits(settings.handshakePermits());
    this.jumps = new JumpLines(settings, jumpHosts, this, watch);
  }

  /** The ways through jump hosts that there are now. */
  JumpLines jumps() {
    return jumps;
  }

  /** A session that is logged in, and what was learnt on the way to it. */
  record Dialled(ClientSession session, Attempt attempt) {}

  /**
   * Connects to a switch and logs in. When it fails the caller pulls the plug.
   *
   * @param plug gets hold of the connection from its first moment on
   */
  Dialled dial(SwitchTask task, Lifeline lifeline, Plug plug) throws SwitchFailure {
    Login login = logins.of(task);
    Attempt attempt = new Attempt(peer(() -> Peer.of(task, hostKeys)), login, keys(login), plug);
    if (task.access().jump().isEmpty()) {
      return dial(
          attempt, resolve(task.address(), attempt.peer(), lifeline), task.port(), lifeline);
    }
    Tunnel tunnel = jumps.open(task.access().jump().get(), task, task.port(), lifeline);
    attempt.goThrough(tunnel);
    try {
      Dialled dialled =
          dial(attempt, tunnel.address().getAddress(), tunnel.address().getPort(), lifeline);
      dialled.session().addCloseFutureListener(closed -> tunnel.close());
      return dialled;
    } catch (SwitchFailure | RuntimeException e) {
      tunnel.close();
      throw e;
    }
  }

  /**
   * Connects to a jump host and logs in with its key. When it fails the caller pulls the plug.
   *
   * @param plug gets hold of the connection from its first moment on
   */
  Dialled dial(JumpHost jump, Lifeline lifeline, Plug plug) throws SwitchFailure {
    Login login = new Login(jump.user(), Optional.empty(), Optional.of(jump.keyFile()));
    Peer peer = peer(() -> Peer.of(jump, hostKeys));
    Attempt attempt = new Attempt(peer, login, KeyFile.of(jump), plug);
    return dial(attempt, resolve(jump.address(), peer, lifeline), jump.port(), lifeline);
  }

  private Dialled dial(Attempt attempt, InetAddress address, int port, Lifeline lifeline)
      throws SwitchFailure {
    try (Permits.Permit handshake = handshakes.ask(lifeline::pull)) {
      lifeline.await(Phase.CONNECT, handshake::granted);
      try (Watch.Timer lent = watch.timer(AT_WORK, handshake::close)) {
        ClientSession session = connect(address, port, attempt, lifeline);
        logIn(session, attempt, lifeline);
        lent.stop();
        return new Dialled(session, attempt);
      }
    } finally {
      saveHostKeys();
    }
  }

  private static List<KeyPair> keys(Login login) throws SwitchFailure {
    return login.keyFile().isPresent() ? KeyFile.ofProfile(login.keyFile().get()) : List.of();
  }

  private interface KnownPeer {
    Peer read() throws IOException;
  }

  private static Peer peer(KnownPeer known) throws SwitchFailure {
    try {
      return known.read();
    } catch (IOException e) {
      throw new SwitchFailure(FailureReason.INTERNAL_ERROR, Phase.CONNECT, Causes.text(e), e);
    }
  }

  private ClientSession connect(InetAddress address, int port, Attempt attempt, Lifeline lifeline)
      throws SwitchFailure {
    Duration limit = settings.connectTimeout();
    Peer peer = attempt.peer();
    try {
      ConnectFuture connecting = client.connect(address, port, attempt);
      if (!ends(connecting, limit, lifeline)) {
        throw unreachable(
            peer,
            peer.whereAtFirst()
                + " did not answer within "
                + Durations.format(limit)
                + " (ssh.connect-timeout)",
            null);
      }
      if (!connecting.isConnected()) {
        Throwable cause = connecting.getException();
        if (attempt.hasBegun()) {
          throw refused(attempt, cause);
        }
        throw unreachable(
            peer, "No connection to " + peer.where() + ": " + Causes.text(cause), cause);
      }
      return connecting.getSession();
    } catch (IOException e) {
      throw unreachable(peer, "No connection to " + peer.where() + ": " + Causes.text(e), e);
    }
  }

  /**
   * The way to a port of a task's switch for something else than SSH, within the limits of
   * connecting.
   */
  Way way(SwitchTask task, int port, Lifeline lifeline) throws SwitchFailure {
    if (task.access().jump().isPresent()) {
      Tunnel tunnel = jumps.open(task.access().jump().get(), task, port, lifeline);
      return new Way(tunnel.address(), Optional.of(tunnel));
    }
    Peer peer = peer(() -> Peer.of(task, hostKeys));
    return new Way(
        new InetSocketAddress(resolve(task.address(), peer, lifeline), port), Optional.empty());
  }

  /**
   * Where a socket connects to.
   *
   * @param tunnel what is there, when that is a way through a jump host; it ends with the socket
   */
  record Way(InetSocketAddress address, Optional<Tunnel> tunnel) implements AutoCloseable {
    /** Connects a socket that is not bound. */
    void connect(Socket socket) throws IOException {
      if (tunnel.isPresent()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        tunnel.get().expect((InetSocketAddress) socket.getLocalSocketAddress());
      }
      socket.connect(address);
    }

    /** Gives it up, when no socket came of it. */
    @Override
    public void close() {
      tunnel.ifPresent(Tunnel::close);
    }
  }

  private InetAddress resolve(SwitchAddress name, Peer peer, Lifeline lifeline)
      throws SwitchFailure {
    CompletableFuture<InetAddress> found = names.resolve(name);
    var unused = found.whenComplete((address, failed) -> lifeline.pull());
    try (Watch.Timer timer = watch.timer(settings.connectTimeout(), lifeline::pull)) {
      lifeline.await(Phase.CONNECT, () -> found.isDone() || timer.expired());
    }
    if (found.isDone() && !found.isCompletedExceptionally()) {
      return found.join();
    }
    throw unreachable(
        peer,
        found.isDone()
            ? "The name " + name + " has no address; check it and the name server"
            : "The name server did not answer for " + name,
        null);
  }

  private void logIn(ClientSession session, Attempt attempt, Lifeline lifeline)
      throws SwitchFailure {
    Duration limit = settings.loginTimeout();
    try {
      AuthFuture login = session.auth();
      if (!ends(login, limit, lifeline)) {
        throw unreachable(
            attempt.peer(),
            attempt.peer().who()
                + " did not finish the login within "
                + Durations.format(limit)
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

  /** Whether something ends within a limit; who cuts the lifeline ends the waiting, too. */
  private <F extends SshFuture<F>> boolean ends(F future, Duration limit, Lifeline lifeline)
      throws SwitchFailure {
    AtomicBoolean done = new AtomicBoolean();
    try (Watch.Timer timer = watch.timer(limit, lifeline::pull)) {
      future.addListener(
          ended -> {
            done.set(true);
            lifeline.pull();
          });
      lifeline.await(Phase.CONNECT, () -> done.get() || timer.expired());
    }
    return done.get();
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
      return new SwitchFailure(attempt.peer().refused(), Phase.CONNECT, attempt.refusal(), cause);
    }
    String to =
        attempt.peer().unreachable() == FailureReason.UNREACHABLE
            ? ""
            : " to " + attempt.peer().where();
    return unreachable(
        attempt.peer(),
        "The connection"
            + to
            + " broke before the login was done: "
            + attempt.trouble().orElseGet(() -> Causes.text(cause)),
        cause);
  }

  private static SwitchFailure unreachable(Peer peer, String details, @Nullable Throwable cause) {
    return new SwitchFailure(peer.unreachable(), Phase.CONNECT, details, cause);
  }

  private void saveHostKeys() throws SwitchFailure {
    try {
      hostKeys.save();
    } catch (IOException e) {
      throw Storage.failure(Phase.CONNECT, "The pinned host keys could not be saved", e);
    }
  }
}
