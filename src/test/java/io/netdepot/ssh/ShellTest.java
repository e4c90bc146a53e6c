package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dialogues with a modal command line. */
class ShellTest extends SwitchFixture {
  private static final Pattern PROMPT =
      Pattern.compile("\\S+ \\[[^\\]]+\\] (?:\\([^)]+\\) )?[>#] ?");
  private static final String PAGER_OFF = "no cli session paging enable";

  private final ModalCli cli = new ModalCli();

  private Dialogue dialogue(String command) {
    return new Dialogue(
        PROMPT, List.of("enable", PAGER_OFF), command, Optional.of(Pattern.compile("^%")));
  }

  private SwitchSession session() throws Exception {
    fake.server().setShellFactory(cli);
    return Sessions.begin(sessions.start(), fake.task());
  }

  @Test
  void sendsEachLineAtItsPromptAndGivesTheLastAnswer() throws Exception {
    cli.answers(line -> line.startsWith("debug") ? "Generated dump sysdump-sw1.tgz" : "");
    try (SwitchSession session = session()) {
      assertThat(session.talk(dialogue("debug generate dump"), LIMITS).strip())
          .isEqualTo("Generated dump sysdump-sw1.tgz");
      assertThat(session.talk(dialogue("debug generate dump"), LIMITS))
          .doesNotContain("[", "debug");
    }
    assertThat(cli.lines().subList(0, 3))
        .containsExactly("enable", PAGER_OFF, "debug generate dump");
    assertThat(fake.logins()).isEqualTo(1);
  }

  @Test
  void leafsThroughAPagerThatCannotBeSwitchedOff() throws Exception {
    cli.answers(
        line -> line.startsWith("show") ? "one.tgz\n--More--two.tgz\n--More--three.tgz" : "");
    try (SwitchSession session = session()) {
      assertThat(session.talk(dialogue("show files debug-dump"), LIMITS).lines())
          .filteredOn(line -> !line.isBlank())
          .containsExactly("one.tgz", "two.tgz", "three.tgz");
    }
  }

  @Test
  void takesALineThatMeansFailureForOne() throws Exception {
    cli.answers(line -> line.startsWith("file") ? "% File not found" : "% Unrecognized command");
    try (SwitchSession session = session()) {
      assertFailure(
          () -> session.talk(dialogue("file debug-dump delete x"), LIMITS),
          FailureReason.COMMAND_FAILED,
          "'file debug-dump delete x' was answered with: % File not found");
    }
  }

  @Test
  void neverAnswersAQuestionForAPassword() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    fake.server()
        .setShellFactory(
            channel ->
                new org.apache.sshd.server.command.AbstractCommandSupport("a shell", null) {
                  @Override
                  public void run() {
                    try {
                      getOutputStream()
                          .write("sw1 [a] > ".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                      getOutputStream().flush();
                      for (int next = 0; next >= 0 && next != '\n'; ) {
                        next = getInputStream().read();
                      }
                      getOutputStream()
                          .write(
                              "enable\r\nPassword: "
                                  .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                      getOutputStream().flush();
                      if (getInputStream().read() >= 0) {
                        never.countDown();
                      }
                    } catch (java.io.IOException e) {
                      onExit(1);
                    }
                  }

                  @Override
                  public void destroy(org.apache.sshd.server.channel.ChannelSession gone) {
                    getExecutorService().shutdownNow();
                  }
                });
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.talk(dialogue("debug generate dump"), LIMITS),
          FailureReason.COMMAND_FAILED,
          "asks for a password after 'enable'");
    }
    assertThat(never.getCount()).isEqualTo(1);
  }

  @Test
  void saysWhatCameInPlaceOfThePrompt() throws Exception {
    Watch watch = sessions.byHand();
    fake.server().setShellFactory(cli);
    try (SwitchSession session = Sessions.begin(sessions.start(watch), fake.task())) {
      Dialogue other = new Dialogue(Pattern.compile("vedge# ?"), List.of(), "x", Optional.empty());
      Step step =
          Step.run(
              () ->
                  session.talk(
                      other, new ExecLimits(Phase.GENERATE, Duration.ofSeconds(40), Set.of())));
      org.awaitility.Awaitility.await().until(() -> !cli.prompted().isEmpty());
      sessions.pass(watch, Duration.ofSeconds(40));
      step.assertFails(FailureReason.TIMED_OUT, "no prompt", "vedge# ?", "40 s", "(generate)");
    }
  }

  @Test
  void endsAnEndlessAnswer() throws Exception {
    cli.answers(line -> line.equals("show") ? "x".repeat(200_000) : "");
    try (SwitchSession session = session()) {
      assertFailure(
          () -> session.talk(dialogue("show"), LIMITS),
          FailureReason.OUTPUT_TOO_LONG,
          "ssh.max-output");
    }
  }

  @Test
  void saysWhenTheSwitchHasNoShell() throws Exception {
    fake.server().setShellFactory(null);
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.talk(dialogue("show"), LIMITS), FailureReason.COMMAND_FAILED, "shell");
      fake.script((line, out, err) -> 0);
      assertThat(session.exec(command("ls"), LIMITS).exitStatus()).isZero();
    }
  }

  @Test
  void aPauseEndsWhenItsTimeIsOverOrTheSessionIsEnded() throws Exception {
    Watch watch = sessions.byHand();
    try (SwitchSession session = Sessions.begin(sessions.start(watch), fake.task())) {
      session.exec(command("ls"), LIMITS);
      Step first =
          Step.run(
              () -> {
                session.pause(Duration.ofSeconds(10), Phase.GENERATE);
                return "over";
              });
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                sessions.pass(watch, Duration.ofSeconds(3));
                return first.isDone();
              });
      assertThat(first.get()).isEqualTo("over");
      Step second =
          Step.run(
              () -> {
                session.pause(Duration.ofHours(1), Phase.GENERATE);
                return "over";
              });
      session.abort(
          new io.netdepot.fleet.Failure(FailureReason.INTERRUPTED, Phase.GENERATE, "Cancelled"));
      second.assertFails(FailureReason.INTERRUPTED, "Cancelled");
    }
  }
}
