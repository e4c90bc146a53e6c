package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.secret.Secret;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sessions over a data directory of their own, with settings and a clock that a test can change.
 */
final class Sessions implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(5);

  private final Path data;
  private DataLayout layout;
  private Spool spool;
  private HostKeys hostKeys;
  private final List<SwitchSessions> started = new CopyOnWriteArrayList<>();

  SshSettings ssh = GivenSettings.of("ssh.max-output=64 KiB").ssh();
  CollectSettings collect = GivenSettings.of("collect.max-package=64 MiB").collect();
  LoginSource logins =
      task ->
          new Login(FakeSwitch.USER, Optional.of(Secret.of(FakeSwitch.PASSWORD)), Optional.empty());

  /** The time of {@link #byHand} sessions. */
  final AtomicLong nanos = new AtomicLong();

  Sessions(Path data) throws IOException {
    this.data = data;
    this.layout = DataLayout.open(data);
    StoreSettings store = new StoreSettings(data, DataSize.ofMib(1), 1);
    this.spool = new Spool(layout, new DiskGuard(layout, store), new StoreHealth());
    this.hostKeys = new HostKeys(knownHosts(), ssh.hostKeys());
  }

  Path knownHosts() {
    return data.resolve("known_hosts");
  }

  Spool spool() {
    return spool;
  }

  HostKeys hostKeys() {
    return hostKeys;
  }

  Sessions strict() {
    hostKeys = new HostKeys(knownHosts(), SshSettings.HostKeys.STRICT);
    return this;
  }

  SwitchSessions start() {
    SwitchSessions sessions = new SwitchSessions(ssh, collect, hostKeys, logins, spool);
    started.add(sessions);
    return sessions;
  }

  /** Sessions whose switches may be behind jump hosts. */
  SwitchSessions through(JumpSource jumps) {
    SwitchSessions sessions = SwitchSessions.through(jumps, ssh, collect, hostKeys, logins, spool);
    started.add(sessions);
    return sessions;
  }

  /** Sessions whose limits are looked at when the test says so. */
  SwitchSessions start(Watch watch) {
    SwitchSessions sessions = new SwitchSessions(ssh, collect, hostKeys, logins, spool, watch);
    started.add(sessions);
    return sessions;
  }

  Watch byHand() {
    return Watch.byHand(nanos::get);
  }

  /** The sessions' own clock goes on, and everything watched is looked at. */
  void pass(Watch watch, Duration time) {
    nanos.addAndGet(time.toNanos());
    watch.tick();
  }

  static SessionLimit within(Duration longest) {
    return new SessionLimit(longest, "collect.deadline");
  }

  static SwitchSession begin(SwitchSessions sessions, SwitchTask task) {
    return sessions.begin(task, within(LONG), new Recorded());
  }

  @Override
  public void close() throws IOException {
    started.forEach(SwitchSessions::close);
    layout.close();
  }

  /** A progress that can be looked at. */
  static final class Recorded implements Progress {
    final List<Phase> phases = new CopyOnWriteArrayList<>();
    final AtomicLong expected = new AtomicLong();
    final AtomicLong received = new AtomicLong();

    @Override
    public void phase(Phase phase) {
      phases.add(phase);
    }

    @Override
    public void expect(long bytes) {
      expected.set(bytes);
    }

    @Override
    public void received(long bytes) {
      received.set(bytes);
    }
  }
}
