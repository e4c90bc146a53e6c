package io.netdepot.ssh;

import io.netdepot.fleet.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ShutdownChannelGroupException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * One connection being made: what the library asks while it shakes hands and logs in, and what it
 * tells, which its exceptions do not.
 */
final class Attempt
    implements ServerKeyVerifier, UserInteraction, PasswordAuthenticationReporter, SessionListener {

  /** Where a session finds its attempt, from its first moment on. */
  static final AttributeKey<Attempt> KEY = new AttributeKey<>();

  private static final int LONGEST_BANNER = 4096;

  private final Peer peer;
  private final Login login;
  private final List<KeyPair> keys;
  private final Plug plug;

  private volatile @Nullable Tunnel tunnel;

  private volatile @Nullable Closeable socket;
  private volatile @Nullable ClientSession session;
  private volatile @Nullable Failure refusedKey;
  private volatile boolean loginRefused;
  private volatile boolean passwordAnswered;
  private volatile @Nullable String trouble;
  private volatile String banner = "";

  Attempt(Peer peer, Login login, List<KeyPair> keys, Plug plug) {
    this.peer = peer;
    this.login = login;
    this.keys = List.copyOf(keys);
    this.plug = plug;
  }

  Peer peer() {
    return peer;
  }

  /** The connection goes this way; before it begins. */
  void goThrough(Tunnel way) {
    tunnel = way;
  }

  /** The way through a jump host; empty when the connection is made directly. */
  Optional<Tunnel> tunnel() {
    return Optional.ofNullable(tunnel);
  }

  Login login() {
    return login;
  }

  List<KeyPair> keys() {
    return keys;
  }

  /** The connection begins; from now on the plug closes it. */
  void hold(Closeable opened) {
    socket = opened;
    plug.hold(this::hangUp);
  }

  /** There is a session on the connection. */
  void began(ClientSession created) {
    session = created;
  }

  /** Whether there was a connection at all. */
  boolean hasBegun() {
    return session != null;
  }

  // The socket is closed whether or not the session can be: closing that takes locks which a thread
  // in the middle of a packet may hold.
  private void hangUp() {
    Closeable opened = socket;
    if (opened != null) {
      Thread.startVirtualThread(() -> closeQuietly(opened));
    }
    ClientSession created = session;
    if (created != null) {
      created.close(true);
    }
  }

  private static void closeQuietly(Closeable opened) {
    try {
      opened.close();
    } catch (IOException | ShutdownChannelGroupException e) {
      // It is gone, which is all that was wanted.
    }
  }

  /** Why the host key was refused. */
  Optional<Failure> refusedKey() {
    return Optional.ofNullable(refusedKey);
  }

  /** Whether the switch said no to a password or a key. */
  boolean loginRefused() {
    return loginRefused;
  }

  /** Says that the switch refused the login, and of what kind it was. */
  String refusal() {
    String with =
        !loginRefused && !passwordAnswered && keys.isEmpty()
            ? " offers no way to log in with a password"
            : " refused the login";
    return peer.who()
        + with
        + " of the user '"
        + login.username()
        + "'"
        + (keys.isEmpty() ? "" : " with a key")
        + "; "
        + peer.remedy();
  }

  /** What ended the connection, as far as the library told. */
  Optional<String> trouble() {
    Tunnel through = tunnel;
    return through == null
        ? Optional.ofNullable(trouble)
        : Optional.of(
            (trouble == null ? peer.who() + " closed it" : trouble)
                + ", on the way through the jump host '"
                + through.jump()
                + "'");
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
    Optional<Failure> refused = peer.keyRule().check(key);
    refusedKey = refused.orElse(null);
    return refused.isEmpty();
  }

  /** What the server showed before the login; its beginning when it is long. */
  String banner() {
    return banner;
  }

  @Override
  public void welcome(ClientSession session, String text, String language) {
    banner = text.length() > LONGEST_BANNER ? text.substring(0, LONGEST_BANNER) : text;
  }

  @Override
  public boolean isInteractionAllowed(ClientSession session) {
    return true;
  }

  /**
   * Answers a single hidden prompt with the password, once: many switches offer only this way. A
   * password that was refused before is not tried a second time, since switches lock accounts.
   */
  @Override
  public String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String language,
      String[] prompts,
      boolean[] echo) {
    if (prompts.length == 0) {
      return prompts;
    }
    if (prompts.length != 1
        || echo[0]
        || loginRefused
        || passwordAnswered
        || login.password().isEmpty()) {
      return null;
    }
    passwordAnswered = true;
    return new String[] {login.password().get().reveal()};
  }

  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    return null;
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    loginRefused = !partial;
  }

  @Override
  public void sessionDisconnect(
      Session session, int reason, String message, String language, boolean byUs) {
    if (!byUs) {
      trouble = "it said: " + message;
    }
  }

  @Override
  public void sessionException(Session session, Throwable e) {
    if (trouble == null) {
      trouble = Causes.text(e);
    }
  }
}
