package io.netdepot.receive;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.secret.Secret;
import io.netdepot.store.ReceivedFile;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.sshd.server.session.ServerSession;

/** One file being waited for by the receiver. */
final class PushReception implements Reception {
  private final OneTimeLogin login;
  private final Secret url;
  private final PushedBytes bytes;
  private final Consumer<PushReception> onClose;
  private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  PushReception(
      OneTimeLogin login, Secret url, PushedBytes bytes, Consumer<PushReception> onClose) {
    this.login = login;
    this.url = url;
    this.bytes = bytes;
    this.onClose = onClose;
  }

  OneTimeLogin login() {
    return login;
  }

  PushedBytes bytes() {
    return bytes;
  }

  /** Lets a connection in that knows the password. */
  boolean admit(Secret password, ServerSession session) {
    if (!login.password().equals(password)) {
      bytes.refused(
          FailureReason.AUTHENTICATION_FAILED,
          "The switch pushed with another password than the one it was given");
      return false;
    }
    sessions.add(session);
    session.addCloseFutureListener(gone -> sessions.remove(session));
    if (closed) {
      session.close(true);
    }
    return !closed;
  }

  @Override
  public Secret url() {
    return url;
  }

  @Override
  public Optional<Failure> refusal() {
    return bytes.refusal();
  }

  @Override
  public ReceivedFile await(Duration longest) throws SwitchFailure {
    return bytes.await(longest);
  }

  @Override
  public void close() {
    closed = true;
    onClose.accept(this);
    bytes.close();
    sessions.forEach(session -> session.close(true));
  }
}
