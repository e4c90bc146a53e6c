package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.DataSize;
import io.netdepot.fleet.FailureReason;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from a switch, over SFTP and as a command's output, whole or not at all. */
class FetchTest extends SwitchFixture {
  private static final byte[] CONTENT = ScriptedSftp.random(3_000_001);

  private final ScriptedSftp sftp = new ScriptedSftp().content(CONTENT);

  @BeforeEach
  void serve() {
    fake.server().setSubsystemFactories(List.of(sftp));
    fake.script(
        (line, out, err) -> {
          out.write(line.contains("cat") ? CONTENT : new byte[0]);
          return 0;
        });
  }

  @AfterEach
  void leavesNothingInTheSpool() {
    Awaitility.await()
        .untilAsserted(
            () -> {
              try (Stream<Path> left = Files.list(sessions.knownHosts().resolveSibling("spool"))) {
                assertThat(left).isEmpty();
              }
            });
  }

  @Test
  void fetchesFromTheLibrarysServer(@TempDir Path files) throws Exception {
    Files.write(files.resolve("dump.tar.gz"), CONTENT);
    fake.files(files);
    assertFetched(() -> overSftp("/dump.tar.gz"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32_768, 65_536, 100_000, 131_071})
  void putsShortAnswersTogether(int longest) throws Exception {
    sftp.maxRead = longest;
    if (longest == 1) {
      sftp.content(ScriptedSftp.random(2_000));
    }
    assertFetched(() -> overSftp("/host/dump/a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 131_071, 131_072, 131_073})
  void fetchesAnySize(int size) throws Exception {
    sftp.content(ScriptedSftp.random(size));
    assertFetched(() -> overSftp("/host/dump/a"));
  }

  @Test
  void tellsTheProgress() throws Exception {
    Sessions.Recorded progress = new Sessions.Recorded();
    try (SwitchSession session =
        sessions.start().begin(fake.task(), Sessions.within(Sessions.LONG), progress)) {
      sessions.spool().drop(session.fetch("/host/dump/a", FETCH));
    }
    assertThat(progress.expected).hasValue(CONTENT.length);
    assertThat(progress.received).hasValue(CONTENT.length);
  }

  @Test
  void fetchesTheOutputOfACommand() throws Exception {
    assertFetched(() -> asOutput(CONTENT.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0040755, a directory",
    "0120777, a link",
    "0020666, a special file",
    "0010644, a special file"
  })
  void refusesWhatIsNoFile(String permissions, String kind) {
    sftp.permissions = Integer.parseInt(permissions, 8);
    assertFailure(
        () -> overSftp("/host/dump/a"), FailureReason.PACKAGE_UNREADABLE, "it is " + kind);
  }

  @ParameterizedTest
  @CsvSource({
    "2, there is no such file",
    "3, the login may not read it over SFTP",
    "4, the switch says: no"
  })
  void letsTheRouteTryAnotherWayWhenItMayNotRead(int status, String saying) throws Exception {
    sftp.openStatus = status;
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.fetch("/host/dump/a", FETCH),
          FailureReason.PACKAGE_UNREADABLE,
          "/host/dump/a cannot be fetched",
          saying);
      sessions
          .spool()
          .drop(session.fetch(command("sudo -n cat /host/dump/a"), CONTENT.length, FETCH));
    }
    assertThat(fake.logins()).isEqualTo(1);
  }

  @Test
  void letsTheRouteTryAnotherWayWhereThereIsNoSftp() throws Exception {
    fake.server().setSubsystemFactories(List.of());
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.fetch("/host/dump/a", FETCH),
          FailureReason.PACKAGE_UNREADABLE,
          "offers no SFTP");
      sessions.spool().drop(session.fetch(command("cat a"), CONTENT.length, FETCH));
    }
  }

  @Test
  void takesALoginTextForNoSftp() {
    sftp.garbage = true;
    assertFailure(
        () -> overSftp("/host/dump/a"), FailureReason.PACKAGE_UNREADABLE, "SFTP server sent");
  }

  @Test
  void refusesTooLargeAPackageBeforeItsFirstByte() {
    sessions.collect = Settings.withMaxPackage(sessions.collect, DataSize.ofKib(100));
    assertFailure(
        () -> overSftp("/host/dump/a"),
        FailureReason.TOO_LARGE,
        "3000001 bytes",
        "collect.max-package");
    assertFailure(() -> asOutput(CONTENT.length), FailureReason.TOO_LARGE, "collect.max-package");
    assertThat(fake.commands()).isEmpty();
  }

  @Test
  void noticesAFileThatIsShorterThanTheSwitchSays() {
    sftp.saysSize = CONTENT.length + 7L;
    assertFailure(
        () -> overSftp("/host/dump/a"),
        FailureReason.TRANSFER_INCOMPLETE,
        "The file ends after 3000001 of the 3000008 bytes");
    assertFailure(
        () -> asOutput(CONTENT.length + 7L),
        FailureReason.TRANSFER_INCOMPLETE,
        "Only 3000001 of the 3000008 bytes");
  }

  @Test
  void noticesAFileThatGrows() {
    sftp.saysSize = CONTENT.length - 7L;
    assertFailure(() -> overSftp("/host/dump/a"), FailureReason.TRANSFER_INCOMPLETE, "grew beyond");
    assertFailure(
        () -> asOutput(CONTENT.length - 7L),
        FailureReason.TRANSFER_INCOMPLETE,
        "more than the 2999994 bytes");
  }

  @Test
  void noticesReadsThatFailAndAnswersThatAreTooLong() {
    sftp.failReadsFrom = 2_000_000;
    assertFailure(
        () -> overSftp("/host/dump/a"), FailureReason.TRANSFER_INCOMPLETE, "could not read on");
    sftp.failReadsFrom = Long.MAX_VALUE;
    sftp.answersMoreThanAsked = true;
    assertFailure(
        () -> overSftp("/host/dump/a"),
        FailureReason.TRANSFER_INCOMPLETE,
        "more data than was asked for");
  }

  @Test
  void noticesATransferThatTheSwitchCloses() {
    sftp.endsAfterOpen = true;
    assertFailure(
        () -> overSftp("/host/dump/a"),
        FailureReason.TRANSFER_INCOMPLETE,
        "closed the transfer after 0 of 3000001 bytes");
  }

  @Test
  void noticesAConnectionThatIsCutInMidFile() throws Exception {
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", relay.port()))) {
      session.fetch(command("cat a"), CONTENT.length, FETCH);
      sessions.spool().sweep();
      relay.cutAfter(1_000_000);
      assertFailure(() -> session.fetch("/host/dump/a", FETCH), FailureReason.CONNECTION_LOST);
    }
  }

  @Test
  void tellsACatThatMayNotReadFromOneThatBreaksOff() {
    fake.script(
        (line, out, err) -> {
          err.write(
              "sudo: a password is required".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          return 1;
        });
    assertFailure(
        () -> asOutput(10), FailureReason.PACKAGE_UNREADABLE, "sudo: a password is required");
    fake.script(
        (line, out, err) -> {
          out.write(new byte[5]);
          return 1;
        });
    assertFailure(() -> asOutput(10), FailureReason.TRANSFER_INCOMPLETE, "after 5 bytes");
  }

  @Test
  void endsATransferThatFallsSilent() throws Exception {
    sftp.silent = true;
    Watch watch = sessions.byHand();
    sessions.ssh = Settings.withKeepAlive(sessions.ssh, Duration.ofHours(10));
    try (SwitchSession session =
        sessions
            .start(watch)
            .begin(fake.task(), Sessions.within(Duration.ofHours(9)), new Sessions.Recorded())) {
      session.exec(command("login"), LIMITS);
      Step step =
          Step.run(
              () ->
                  session.fetch(
                      "/host/dump/a", new FetchLimits(FETCH.phase(), Duration.ofHours(8))));
      Awaitility.await()
          .until(
              () -> {
                sessions.pass(watch, Duration.ofMinutes(10));
                return step.isDone();
              });
      step.assertFails(FailureReason.STALLED, "No byte came for 10 min (collect.stall)");
    }
  }

  @Test
  void endsATransferThatFreezesOnceItFlowed() throws Exception {
    Watch watch = sessions.byHand();
    sessions.ssh = Settings.withKeepAlive(sessions.ssh, Duration.ofHours(10));
    try (Relay relay = new Relay(fake.port());
        SwitchSession session =
            sessions
                .start(watch)
                .begin(
                    FakeSwitch.task("127.0.0.1", relay.port()),
                    Sessions.within(Duration.ofHours(9)),
                    new Sessions.Recorded())) {
      session.exec(command("login"), LIMITS);
      relay.freezeAfter(2_000_000);
      Step step =
          Step.run(
              () ->
                  session.fetch(
                      "/host/dump/a", new FetchLimits(FETCH.phase(), Duration.ofHours(8))));
      Awaitility.await()
          .until(
              () -> {
                sessions.pass(watch, Duration.ofSeconds(60));
                return step.isDone();
              });
      step.assertFails(FailureReason.STALLED, "less than 1 KiB a second (collect.minimum-rate)");
    }
  }

  @Test
  void endsATransferByTheTimeoutOfItsStep() throws Exception {
    sftp.silent = true;
    Watch watch = sessions.byHand();
    try (SwitchSession session = Sessions.begin(sessions.start(watch), fake.task())) {
      session.exec(command("login"), LIMITS);
      Step step = Step.run(() -> session.fetch("/host/dump/a", FETCH));
      Awaitility.await()
          .until(
              () -> {
                sessions.pass(watch, Duration.ofSeconds(20));
                return step.isDone();
              });
      step.assertFails(FailureReason.TIMED_OUT, "was not fetched within 1 min", "(fetch)");
    }
  }

  private interface Fetch {
    ReceivedFile run() throws Exception;
  }

  private void assertFetched(Fetch fetch) throws Exception {
    ReceivedFile file = fetch.run();
    byte[] expected = sftp.content;
    assertThat(file.size()).isEqualTo(expected.length);
    assertThat(file.digest())
        .isEqualTo(Sha256.of(MessageDigest.getInstance("SHA-256").digest(expected)));
    try (InputStream in = sessions.spool().open(file)) {
      assertThat(in.readAllBytes()).isEqualTo(expected);
    }
    sessions.spool().drop(file);
  }

  private ReceivedFile overSftp(String path) throws Exception {
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      return session.fetch(path, FETCH);
    }
  }

  private ReceivedFile asOutput(long size) throws Exception {
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      return session.fetch(command("sudo -n cat /host/dump/a"), size, FETCH);
    }
  }
}
