package io.netdepot.nvue;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.NvueSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.receive.Receiver;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.LoginSource;
import io.netdepot.ssh.SwitchSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The REST APIs of the switches that are worked on now, each for as long as its task has a session.
 * Takes no thread of its own. Thread-safe.
 */
public final class NvueSwitches {
  private final Map<EntityId, NvueSwitch> byTask = new ConcurrentHashMap<>();
  private final NvueSettings settings;
  private final SshSettings ssh;
  private final CollectSettings collect;
  private final KnownCertificates known;
  private final LoginSource logins;
  private final Receiver receiver;
  private final NvueListener listener;

  public NvueSwitches(
      NvueSettings settings,
      SshSettings ssh,
      CollectSettings collect,
      KnownCertificates known,
      LoginSource logins,
      Receiver receiver,
      NvueListener listener) {
    this.settings = settings;
    this.ssh = ssh;
    this.collect = collect;
    this.known = known;
    this.logins = logins;
    this.receiver = receiver;
    this.listener = listener;
  }

  /**
   * The REST API of a session's switch.
   *
   * @throws SwitchFailure {@code profile-unusable} when there is no login for it
   */
  NvueSwitch of(SwitchSession session) throws SwitchFailure {
    EntityId task = session.task().taskId();
    NvueSwitch there = byTask.get(task);
    if (there != null) {
      return there;
    }
    NvueConnection connection = connection(session.task());
    NvueSwitch made = new NvueSwitch(connection, settings);
    byTask.put(task, made);
    session.whenClosed(
        () -> {
          byTask.remove(task, made);
          connection.close();
        });
    return made;
  }

  /** A connection of its own; not open yet. */
  NvueConnection connection(SwitchTask task) throws SwitchFailure {
    Login login = logins.of(task);
    if (login.password().isEmpty()) {
      throw new SwitchFailure(
          FailureReason.PROFILE_UNUSABLE,
          Phase.CONNECT,
          "The profile of the switch has no password, which the REST API asks for");
    }
    TlsDoor door = new TlsDoor(task, ssh, new SwitchTrust(task, known));
    return new NvueConnection(task, settings, login, door, listener);
  }

  NvueSettings settings() {
    return settings;
  }

  /** Where switches push what cannot be fetched. */
  Receiver receiver() {
    return receiver;
  }

  /** The largest package that is taken, in bytes. */
  long largest() {
    return collect.maxPackage().bytes();
  }

  /** How many there are. */
  public int running() {
    return byTask.size();
  }
}
