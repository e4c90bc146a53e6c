package io.netdepot.nvue;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.NvueSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.Transport;
import io.netdepot.receive.Receiver;
import io.netdepot.recording.RecordingReader;
import io.netdepot.secret.Secret;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.ssh.SideStep;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** One recorded switch with a REST API, and sessions with it; for one test. */
final class NvueSite implements AutoCloseable {
  /** How many files may come at one time. */
  static final int TRANSFERS = 16;

  static final String LISTING = "system/tech-support/files";
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final EntityIdSource ids = new EntityIdSource(Clock.systemUTC(), new Random(1));
  private final Path folder;
  private final DataLayout layout;
  private final SwitchSessions sessions;
  private final CollectSettings collect = GivenSettings.of("collect.max-package=64 MiB").collect();
  private final SshSettings ssh =
      GivenSettings.of("ssh.max-output=64 KiB", "ssh.transfers=" + TRANSFERS).ssh();

  final RecordedFleet fleet;

  /** Where the REST API is asked for; at first where the switch has it. */
  int restPort;

  CertificateTrust trust = new CertificateTrust.OnFirstSight();
  SshSettings.HostKeys policy = SshSettings.HostKeys.ACCEPT_NEW;
  Receiver receiver = new io.netdepot.receive.NoReceiver();
  Duration deadline = Duration.ofMinutes(5);
  NvueSettings settings =
      new NvueSettings(
          443,
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          Duration.ofSeconds(5),
          DataSize.ofKib(64));

  NvueSite(Path folder, String scenes) throws Exception {
    this.folder = folder;
    Path file = Files.writeString(folder.resolve("switch.device"), HEAD + scenes);
    fleet =
        RecordedFleet.of(
            RecordingReader.read(file), "127.91.1." + (1 + ADDRESSES.getAndIncrement()));
    restPort = fleet.httpsPort();
    layout = DataLayout.open(folder.resolve("data"));
    DiskGuard disk = new DiskGuard(layout, new StoreSettings(layout.root(), DataSize.ofMib(1), 1));
    sessions =
        new SwitchSessions(
            ssh,
            collect,
            new HostKeys(layout.knownHosts(), ssh.hostKeys()),
            task -> login(),
            new Spool(layout, disk, new StoreHealth()));
  }

  private static final String HEAD =
      """
      recording 1
      platform nvos-rest
      release any
      source invented for this test
      ends completed
      host sw1
      login admin admin

      """;

  private static Login login() {
    return new Login("admin", Optional.of(Secret.of("admin")), Optional.empty());
  }

  NvueSwitches switches() {
    return new NvueSwitches(
        settings, ssh, collect, certificates(), task -> login(), receiver, NvueListener.NONE);
  }

  KnownCertificates certificates() {
    return new KnownCertificates(layout.knownCertificates(), policy);
  }

  SwitchTask task() {
    return new SwitchTask(
        ids.next(),
        ids.next(),
        SwitchAddress.of(fleet.only().address()),
        ids.next(),
        new Access("nvos-rest", Transport.REST, fleet.sshPort(), restPort, Optional.empty(), trust),
        1,
        Optional.empty());
  }

  SwitchSession begin() {
    return sessions.begin(
        task(), new SessionLimit(deadline, "collect.deadline"), Progress.UNWATCHED);
  }

  /** A resource of the switch, read in a session of its own. */
  String read(String resource) throws Exception {
    NvueSwitches switches = switches();
    try (SwitchSession session = begin();
        SideStep step = session.sideStep(Phase.LIST, Duration.ofSeconds(20))) {
      return switches.of(session).read(step, resource);
    } finally {
      assertNothingLeft(switches);
    }
  }

  private static void assertNothingLeft(NvueSwitches switches) {
    if (switches.running() != 0) {
      throw new AssertionError("A connection was left");
    }
  }

  SwitchSessions sessions() {
    return sessions;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    fleet.close();
    layout.close();
  }
}
