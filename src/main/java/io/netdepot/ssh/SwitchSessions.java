package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.Spool;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions with switches that there are now, over one SSH client. Takes a constant number of
 * threads, however many sessions there are. Thread-safe.
 */
public final class SwitchSessions implements AutoCloseable {
  private final Map<EntityId, SwitchSession> byTask = new ConcurrentHashMap<>();
  private final SwitchClient client;
  private final Names names;
  private final Watch watch;
  private final Shared shared;

  public SwitchSessions(
      SshSettings ssh,
      CollectSettings collect,
      HostKeys hostKeys,
      LoginSource logins,
      Spool spool) {
    this(ssh, collect, hostKeys, logins, spool, InetAddress::getByName);
  }

  /** Sessions over another look-up of names than the platform's. */
  public SwitchSessions(
      SshSettings ssh,
      CollectSettings collect,
      HostKeys hostKeys,
      LoginSource logins,
      Spool spool,
      HostLookup lookup) {
    this(ssh, collect, hostKeys, logins, spool, JumpSource.NONE, Watch.running(), lookup);
  }

  /** Sessions with switches some of which are behind jump hosts. */
  public static SwitchSessions through(
      JumpSource jumps,
      SshSettings ssh,
      CollectSettings collect,
      HostKeys hostKeys,
      LoginSource logins,
      Spool spool) {
    return new SwitchSessions(
        ssh, collect, hostKeys, logins, spool, jumps, Watch.running(), InetAddress::getByName);
  }

  SwitchSessions(
      SshSettings ssh,
      CollectSettings collect,
      HostKeys hostKeys,
      LoginSource logins,
      Spool spool,
      Watch watch) {
    this(ssh, collect, hostKeys, logins, spool, JumpSource.NONE, watch, InetAddress::getByName);
  }

  private SwitchSessions(
      SshSettings ssh,
      CollectSettings collect,
      HostKeys hostKeys,
      LoginSource logins,
      Spool spool,
      JumpSource jumps,
      Watch watch,
      HostLookup lookup) {
    this.client = new SwitchClient();
    this.names = new Names(ssh.handshakePermits(), lookup);
    this.watch = watch;
    this.shared =
        new Shared(
            ssh,
            collect,
            new Dialer(ssh, client, hostKeys, logins, names, jumps, watch),
            watch,
            new SessionLimits(ssh.connections(), ssh.transfers(), Runtime.getRuntime().maxMemory()),
            spool);
  }

  /**
   * Begins a session for a task; it connects when it is first used.
   *
   * @param limit the longest it may last, counted from when it gets its place among the connections
   * @throws IllegalStateException when the task has one already
   */
  public SwitchSession begin(SwitchTask task, SessionLimit limit, Progress progress) {
    SwitchSession session =
        new SwitchSession(
            task, limit, progress, shared, closed -> byTask.remove(closed.task().taskId(), closed));
    if (byTask.putIfAbsent(task.taskId(), session) != null) {
      throw new IllegalStateException("The task " + task.taskId() + " has a session already");
    }
    return session;
  }

  /** The session of a task that has one. */
  public Optional<SwitchSession> of(EntityId taskId) {
    return Optional.ofNullable(byTask.get(taskId));
  }

  /** How many sessions and transfers there may be at one time. */
  public SessionLimits limits() {
    return shared.limits();
  }

  /** How many sessions there are, those that wait for their place included. */
  public int running() {
    return byTask.size();
  }

  /** Ends every session at once and frees the threads. */
  @Override
  public void close() {
    for (SwitchSession session : byTask.values()) {
      session.abort(
          new Failure(FailureReason.INTERRUPTED, Phase.WAITING, "The service is stopping"));
    }
    shared.dialer().jumps().close();
    client.close();
    names.close();
    watch.close();
  }
}
