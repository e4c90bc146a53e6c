package io.netdepot.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Ends that come from outside or from the network: nobody and nothing is kept. */
class AbortTest extends SwitchFixture {
  private static final Failure CANCELLED =
      new Failure(FailureReason.INTERRUPTED, Phase.FETCH, "cancelled by the test");

  @Test
  void endsACommandUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return 0;
        });
    SwitchSessions switches = sessions.start();
    try (SwitchSession session = Sessions.begin(switches, fake.task())) {
      Step step = Step.run(() -> session.exec(command("generate"), LIMITS));
      begun.await();
      session.abort(CANCELLED);
      step.assertFails(FailureReason.INTERRUPTED, "cancelled by the test");
      assertFailure(
          () -> session.exec(command("more"), LIMITS),
          FailureReason.INTERRUPTED,
          "cancelled by the test");
      Awaitility.await().until(() -> fake.server().getActiveSessions().isEmpty());
    }
    assertThat(switches.running()).isZero();
  }

  @Test
  void endsATransferToAPeerThatFroze() throws Exception {
    ScriptedSftp sftp = new ScriptedSftp().content(ScriptedSftp.random(8 << 20));
    fake.server().setSubsystemFactories(java.util.List.of(sftp));
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", relay.port()))) {
      session.exec(command("login"), LIMITS);
      relay.freezeAfter(1 << 20);
      Step step = Step.run(() -> session.fetch("/host/dump/a", FETCH));
      Awaitility.await().until(() -> relay.bytesToClient() > 1 << 20);
      session.abort(CANCELLED);
      step.assertFails(FailureReason.INTERRUPTED, "cancelled by the test");
      assertSpoolIsEmpty();
    }
  }

  @Test
  void endsALoginOnAPeerThatNeverSpeaks() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SwitchSession session =
            Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", mute.getLocalPort()))) {
      Step step = Step.run(() -> session.exec(command("ls"), LIMITS));
      try (var accepted = mute.accept()) {
        session.abort(CANCELLED);
        step.assertFails(FailureReason.INTERRUPTED, "cancelled by the test");
        // What we had sent is followed by the end: our half is closed.
        accepted.getInputStream().readAllBytes();
      }
    }
  }

  @Test
  void endsTheWaitForAPlaceAndGivesThePlaceOn() throws Exception {
    sessions.ssh = Settings.withPermits(sessions.ssh, 8, 1);
    SwitchSessions switches = sessions.start();
    Step next;
    try (SwitchSession third = Sessions.begin(switches, fake.task())) {
      try (SwitchSession first = Sessions.begin(switches, fake.task());
          SwitchSession second = Sessions.begin(switches, fake.task())) {
        first.exec(command("ls"), LIMITS);
        Step waiting = Step.run(() -> second.exec(command("ls"), LIMITS));
        second.abort(CANCELLED);
        waiting.assertFails(FailureReason.INTERRUPTED);
        next = Step.run(() -> third.exec(command("ls"), LIMITS).exitStatus());
      }
      assertThat(next.get()).isEqualTo(0);
    }
  }

  @Test
  void anInterruptOfTheWorkingThreadEndsTheSession() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return 0;
        });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      Step step = Step.run(() -> session.exec(command("generate"), LIMITS));
      begun.await();
      step.interrupt();
      step.assertFails(FailureReason.INTERRUPTED);
    }
  }

  @Test
  void aConnectionThatIsCutInACommandIsLost() throws Exception {
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", relay.port()))) {
      fake.script(
          (line, out, err) -> {
            out.write("Generating…".getBytes(UTF_8));
            out.flush();
            relay.cut();
            return 0;
          });
      assertFailure(
          () -> session.exec(command("generate"), LIMITS),
          FailureReason.CONNECTION_LOST,
          "The connection broke");
      assertFailure(() -> session.exec(command("more"), LIMITS), FailureReason.CONNECTION_LOST);
    }
  }

  @Test
  void aSwitchThatAnswersNoKeepAliveIsLost() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return 0;
        });
    Watch watch = sessions.byHand();
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            Sessions.begin(sessions.start(watch), FakeSwitch.task("127.0.0.1", relay.port()))) {
      ExecLimits long30 =
          new ExecLimits(Phase.GENERATE, Duration.ofMinutes(30), LIMITS.exitValues());
      Step step = Step.run(() -> session.exec(command("generate"), long30));
      begun.await();
      relay.freeze();
      for (int quarter = 0; quarter < 6; quarter++) {
        sessions.pass(watch, Duration.ofSeconds(15));
      }
      step.assertFails(FailureReason.CONNECTION_LOST, "4 keep-alives", "ssh.keep-alive");
    }
  }

  @Test
  void theDeadlineEndsATryAndNamesThePhase() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return 0;
        });
    Watch watch = sessions.byHand();
    try (SwitchSession session =
        sessions
            .start(watch)
            .begin(fake.task(), Sessions.within(Duration.ofSeconds(20)), new Sessions.Recorded())) {
      Step step = Step.run(() -> session.exec(command("generate"), LIMITS));
      begun.await();
      sessions.pass(watch, Duration.ofSeconds(20));
      step.assertFails(FailureReason.TIMED_OUT, "within 20 s (collect.deadline); it was at list");
    }
  }

  @Test
  void theWaitForAPlaceDoesNotCountTowardsTheDeadline() throws Exception {
    sessions.ssh = Settings.withPermits(sessions.ssh, 8, 1);
    Watch watch = sessions.byHand();
    SwitchSessions switches = sessions.start(watch);
    try (SwitchSession second =
        switches.begin(
            fake.task(), Sessions.within(Duration.ofSeconds(20)), new Sessions.Recorded())) {
      Step waiting;
      try (SwitchSession first = Sessions.begin(switches, fake.task())) {
        first.exec(command("ls"), LIMITS);
        waiting = Step.run(() -> second.exec(command("ls"), LIMITS).exitStatus());
        sessions.pass(watch, Duration.ofSeconds(40));
      }
      assertThat(waiting.get()).isEqualTo(0);
    }
  }

  private void assertSpoolIsEmpty() throws Exception {
    Path spool = sessions.knownHosts().resolveSibling("spool");
    Awaitility.await()
        .untilAsserted(
            () -> {
              try (Stream<Path> left = Files.list(spool)) {
                assertThat(left).isEmpty();
              }
            });
  }
}
