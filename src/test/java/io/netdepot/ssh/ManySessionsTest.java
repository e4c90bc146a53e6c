package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many switches at once take no more threads than one, and a few dead ones hold up no other. */
class ManySessionsTest extends SwitchFixture {
  private static final int MANY = Integer.getInteger("netdepot.test.sessions", 40);

  @Test
  void takeAConstantNumberOfThreads() throws Exception {
    CountDownLatch allRun = new CountDownLatch(MANY);
    CountDownLatch goOn = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          allRun.countDown();
          goOn.await();
          return 0;
        });
    SwitchSessions switches = sessions.start();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      steps.add(
          Step.run(
              () -> {
                try (SwitchSession session = Sessions.begin(switches, fake.task())) {
                  return session.exec(command("generate"), LIMITS).exitStatus();
                }
              }));
    }
    assertThat(allRun.await(120, TimeUnit.SECONDS)).isTrue();
    assertThat(switches.running()).isEqualTo(MANY);
    assertThat(ourThreads())
        .hasSizeLessThanOrEqualTo(8 + Runtime.getRuntime().availableProcessors());
    goOn.countDown();
    for (Step step : steps) {
      assertThat(step.get()).isEqualTo(0);
    }
    Awaitility.await().until(() -> switches.running() == 0);
  }

  @Test
  void goPastPeersThatNeverAnswer() throws Exception {
    sessions.ssh = Settings.withHandshakes(sessions.ssh, 8);
    SwitchSessions switches = sessions.start();
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<SwitchSession> dead = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        SwitchSession session =
            Sessions.begin(switches, FakeSwitch.task("127.0.0.1", mute.getLocalPort()));
        dead.add(session);
        var unused = Step.run(() -> session.exec(command("ls"), LIMITS));
      }
      for (int i = 0; i < 7; i++) {
        mute.accept();
      }
      try (SwitchSession session = Sessions.begin(switches, fake.task())) {
        assertThat(session.exec(command("ls"), LIMITS).exitStatus()).isZero();
      }
      dead.forEach(SwitchSession::close);
    }
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("netdepot-") || name.contains("SshClient"))
        .sorted()
        .toList();
  }
}
