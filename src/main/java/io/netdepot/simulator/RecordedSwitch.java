package io.netdepot.simulator;

import io.netdepot.recording.Login;
import io.netdepot.recording.Recording;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A switch that says what a recording holds. Hand it to {@link RecordedFleet}, then watch it; all
 * methods are safe from any thread.
 */
public final class RecordedSwitch {
  private final Recording recording;
  private final String address;
  private final InetAddress inetAddress;
  private final String hostName;
  private final Stage stage;
  private final HostKeys hostKeys = new HostKeys(List.of(HostKeyType.ED25519), List.of());
  private final List<PublicKey> authorizedKeys = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger openConnections = new AtomicInteger();

  private RecordedSwitch(Recording recording, String address, String hostName) {
    this.recording = recording;
    this.address = address;
    this.hostName = hostName;
    this.stage = new Stage(recording, hostName, address);
    if (!address.matches("127(\\.\\d{1,3}){3}|::1")) {
      throw new IllegalArgumentException(
          "'" + address + "' is not a loopback address; write one such as 127.0.1.1");
    }
    try {
      inetAddress = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
    }
  }

  /**
   * A switch under the name that its recording gives it.
   *
   * @param address of loopback
   */
  public static RecordedSwitch of(Recording recording, String address) {
    return of(recording, address, recording.identity().host());
  }

  /** A switch with a name of its own, for which {@code ${host}} of the recording stands. */
  public static RecordedSwitch of(Recording recording, String address, String hostName) {
    return new RecordedSwitch(recording, address, hostName);
  }

  public String address() {
    return address;
  }

  public String hostName() {
    return hostName;
  }

  public Recording recording() {
    return recording;
  }

  /** Lets this key log in as any of the recording's users, beside their passwords. */
  public void authorize(PublicKey key) {
    authorizedKeys.add(key);
  }

  /**
   * Everything that was asked, in order: commands, lines typed into a shell, and requests as {@code
   * GET /path}.
   */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /**
   * Of what was asked, that which the recording has nothing about. A test looks that it is none.
   */
  public List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  /** The paths of the files that lie on it now, sorted. */
  public List<String> files() {
    return stage.disk().paths();
  }

  /** The state that its recording has brought it into. */
  public String state() {
    return stage.state();
  }

  /** SSH logins so far. */
  public int logins() {
    return logins.get();
  }

  /** SSH connections that are open now. */
  public int openConnections() {
    return openConnections.get();
  }

  /** The host keys that clients see. */
  public List<KeyPair> hostKeys() throws GeneralSecurityException {
    return hostKeys.keys();
  }

  /** Gives it other host keys, as a replaced switch has. */
  public void replaceHostKeys() throws GeneralSecurityException {
    hostKeys.replace();
  }

  InetAddress inetAddress() {
    return inetAddress;
  }

  Stage stage() {
    return stage;
  }

  List<PublicKey> authorizedKeys() {
    return authorizedKeys;
  }

  boolean accepts(String user, String password) {
    return recording.logins().contains(new Login(user, password));
  }

  /** Whether this is a login for SSH. */
  boolean admits(String user, String password) {
    return recording.identity().ssh() && accepts(user, password);
  }

  boolean knows(String user) {
    return recording.logins().stream().anyMatch(login -> login.user().equals(user));
  }

  void ask(String what) {
    asked.add(what);
  }

  void notExpected(String what) {
    unexpected.add(what);
  }

  void loggedIn() {
    logins.incrementAndGet();
  }

  AtomicInteger connections() {
    return openConnections;
  }
}
