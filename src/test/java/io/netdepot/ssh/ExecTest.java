package io.netdepot.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.DataSize;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.server.channel.ChannelSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Commands on a switch, well-behaved and not. */
class ExecTest extends SwitchFixture {
  @Test
  void runsSeveralCommandsInOneLogin() throws Exception {
    fake.script(
        (line, out, err) -> {
          out.write(("ran " + line + "\n").getBytes(UTF_8));
          err.write("grüße".getBytes(UTF_8));
          return 0;
        });
    Sessions.Recorded progress = new Sessions.Recorded();
    try (SwitchSession session =
        sessions.start().begin(fake.task(), Sessions.within(Sessions.LONG), progress)) {
      assertThat(session.exec(command("one"), LIMITS))
          .isEqualTo(new CommandResult(0, "ran one\n", "grüße"));
      assertThat(session.exec(command("two"), LIMITS).output()).isEqualTo("ran two\n");
    }
    assertThat(fake.logins()).isEqualTo(1);
    assertThat(progress.phases).containsExactly(Phase.CONNECT, Phase.LIST, Phase.LIST);
  }

  @Test
  void takesOnlyTheExitStatusesThatAreAllowed() throws Exception {
    fake.script(
        (line, out, err) -> {
          err.write("Action failed with the following issue:\n  busy\n".getBytes(UTF_8));
          return 2;
        });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("nv action"), LIMITS),
          FailureReason.COMMAND_FAILED,
          "'nv action' ended with exit status 2: Action failed with the following issue: busy");
      ExecLimits lenient = new ExecLimits(Phase.LIST, Duration.ofMinutes(1), Set.of(0, 2));
      assertThat(session.exec(command("nv action"), lenient).exitStatus()).isEqualTo(2);
    }
  }

  @Test
  void givesTheCommandAnEmptyStandardInput() throws Exception {
    fake.server()
        .setCommandFactory(
            (channel, line) ->
                new org.apache.sshd.server.command.AbstractCommandSupport(line, null) {
                  @Override
                  public void run() {
                    try {
                      onExit(getInputStream().read() == -1 ? 0 : 9);
                    } catch (java.io.IOException e) {
                      onExit(8);
                    }
                  }

                  @Override
                  public void destroy(ChannelSession destroyed) {
                    getExecutorService().shutdownNow();
                  }
                });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertThat(session.exec(command("cat"), LIMITS).exitStatus()).isZero();
    }
  }

  @Test
  void endsAnEndlessOutputWithAnErrorAndGoesOn() throws Exception {
    sessions.ssh = withMaxOutput(DataSize.ofKib(64));
    fake.script(
        (line, out, err) -> {
          while (line.equals("endless")) {
            out.write(new byte[4_096]);
            out.flush();
          }
          return 0;
        });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("endless"), LIMITS),
          FailureReason.OUTPUT_TOO_LONG,
          "65536 bytes",
          "ssh.max-output");
      assertThat(session.exec(command("short"), LIMITS).exitStatus()).isZero();
    }
  }

  @Test
  void keepsTheLastLinesOfAnOutputHoweverLong() throws Exception {
    sessions.ssh = withMaxOutput(DataSize.ofKib(64));
    fake.script(
        (line, out, err) -> {
          for (int i = 0; i < 100_000; i++) {
            out.write(("line " + i + "\n").getBytes(UTF_8));
          }
          err.write("done\n".getBytes(UTF_8));
          return 1;
        });
    ExecLimits last =
        new ExecLimits(Phase.LIST, Duration.ofMinutes(1), Set.of(1), OptionalInt.of(2));
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      CommandResult result = session.exec(command("much"), last);

      assertThat(result.output()).isEqualTo("line 99998\nline 99999\n");
      assertThat(result.errors()).isEqualTo("done\n");
    }
  }

  @Test
  void readsAnOutputThatJustFits() throws Exception {
    sessions.ssh = withMaxOutput(DataSize.ofKib(64));
    fake.script(
        (line, out, err) -> {
          out.write("x".repeat(65_536).getBytes(UTF_8));
          return 0;
        });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertThat(session.exec(command("much"), LIMITS).output()).hasSize(65_536);
    }
  }

  @Test
  void takesAMissingExitStatusForAFailure() throws Exception {
    fake.server()
        .setCommandFactory(
            (channel, line) ->
                new org.apache.sshd.server.command.AbstractCommandSupport(line, null) {
                  @Override
                  public void run() {
                    channel.close(false);
                  }

                  @Override
                  public void destroy(ChannelSession destroyed) {
                    getExecutorService().shutdownNow();
                  }
                });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("nv show"), LIMITS),
          FailureReason.COMMAND_FAILED,
          "closed without exit status");
    }
  }

  @Test
  void endsACommandThatNeverReturnsByItsOwnLimitAndGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fake.script(
        (line, out, err) -> {
          if (line.equals("generate")) {
            begun.countDown();
            new CountDownLatch(1).await();
          }
          return 0;
        });
    Watch watch = sessions.byHand();
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            Sessions.begin(sessions.start(watch), FakeSwitch.task("127.0.0.1", relay.port()))) {
      Step step =
          Step.run(
              () ->
                  session.exec(
                      command("generate"),
                      new ExecLimits(Phase.GENERATE, Duration.ofMinutes(3), Set.of(0))));
      begun.await();
      // Answered keep-alives let a silent command live up to its limit.
      for (int half = 0; half < 5; half++) {
        long before = relay.bytesToClient();
        sessions.pass(watch, Duration.ofSeconds(15));
        Awaitility.await().until(() -> relay.bytesToClient() > before);
        sessions.pass(watch, Duration.ofSeconds(15));
      }
      assertThat(step.isDone()).isFalse();
      sessions.pass(watch, Duration.ofSeconds(30));
      step.assertFails(FailureReason.TIMED_OUT, "'generate' did not end within 3 min", "generate)");
      assertThat(session.exec(command("delete"), LIMITS).exitStatus()).isZero();
    }
  }

  private SshSettings withMaxOutput(DataSize limit) {
    SshSettings s = sessions.ssh;
    return new SshSettings(
        s.port(),
        s.hostKeys(),
        s.connectTimeout(),
        s.loginTimeout(),
        s.handshakes(),
        s.transfers(),
        s.connections(),
        s.keepAlive(),
        s.keepAliveMisses(),
        limit,
        s.keys());
  }
}
