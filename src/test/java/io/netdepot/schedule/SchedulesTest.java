package io.netdepot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ScheduleRun;
import io.netdepot.catalog.ScheduleRun.Outcome;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.HandClock;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.profile.Profiles;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretBox;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {
  private static final EntityId PROFILE = new EntityId("a".repeat(24));
  private static final String NIGHTLY =
      "  - {name: nightly, kind: collect, cron: 0 2 * * *, switches: [sw1, sw2]%s}\n";
  private static final String EXPIRE = "  - {name: old, kind: expire, cron: 0 3 * * *%s}\n";

  private final Path folder;
  private final Path file;
  private final HandClock clock = new HandClock();
  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final EntityIdSource ids = new EntityIdSource(clock, new Random(1));
  private final Operations operations =
      new Operations(
          catalog, ids, clock, new LiveTasks(clock), new WorkSignal(), OperationListener.NONE);
  private final List<String> heard = new ArrayList<>();
  private final CountDownLatch expiring = new CountDownLatch(1);
  private final CountDownLatch expired = new CountDownLatch(1);
  private Schedules schedules;

  SchedulesTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("schedules.yaml");
    this.schedules = service();
  }

  private Schedules service() {
    return new Schedules(
        file,
        folder.resolve("schedules.good"),
        catalog.schedules(),
        new ScheduledCollections(
            operations,
            new Profiles(
                catalog.profiles(),
                new SecretBox(new SecretKeySpec(new byte[32], "AES"), "profile"),
                ids),
            URI.create("https://depot.example/")),
        Map.of(ScheduleKind.EXPIRE, this::expire),
        ids,
        clock,
        (kind, outcome) -> heard.add(kind.word() + " " + outcome));
  }

  private RunEnd expire() throws InterruptedException {
    expiring.countDown();
    expired.await();
    return RunEnd.completed("3 packages");
  }

  @BeforeEach
  void atNoonWithAProfile() {
    clock.move(Duration.ofHours(2));
    catalog
        .profiles()
        .add(new Profile(PROFILE, "default", "admin", new SealedSecret(new byte[1]), true));
  }

  @AfterEach
  void close() {
    schedules.close();
    catalog.close();
  }

  private void write(String... entries) throws Exception {
    Files.writeString(file, "schedules:\n" + String.join("", entries));
  }

  private void load(String... entries) throws Exception {
    write(entries);
    schedules.load();
  }

  private void restart() throws Exception {
    schedules.close();
    schedules = service();
    schedules.load();
    schedules.settle();
    schedules.look();
  }

  /** Looks at the clock and at the files, as often as it takes to see that they are still. */
  private void look() {
    schedules.look();
    schedules.look();
    schedules.look();
  }

  private ScheduleRun last(String name) {
    return schedules.find(name).flatMap(ScheduleView::lastRun).orElseThrow();
  }

  @Test
  void beginsWhatIsDueOnce() throws Exception {
    load(NIGHTLY.formatted(""));
    look();
    assertThat(operations.views().list(10)).isEmpty();
    assertThat(schedules.list().getFirst().next().getFirst())
        .isEqualTo(Instant.parse("2026-01-06T02:00:00Z"));

    clock.move(Duration.ofHours(14).plusSeconds(1));
    look();

    assertThat(operations.views().list(10)).hasSize(1);
    ScheduleRun run = last("nightly");
    assertThat(run.outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(run.dueAt()).contains(Instant.parse("2026-01-06T02:00:00Z"));
    assertThat(run.operation()).contains(operations.views().list(1).getFirst().operation().id());
    assertThat(operations.views().list(1).getFirst().operation().request().uri())
        .isEqualTo("https://depot.example/netdepot/v1/schedules/nightly/run");
    assertThat(heard).containsExactly("collect running");
  }

  @Test
  void leavesOutSwitchesThatAreBeingCollected() throws Exception {
    load(
        NIGHTLY.formatted(""),
        "  - {name: one, kind: collect, cron: 0 5 * * *, switches: [SW1]}\n");
    assertThat(schedules.runNow("one")).isInstanceOf(ScheduleBegin.Begun.class);
    EntityId first = last("one").operation().orElseThrow();
    clock.move(Duration.ofHours(14));
    look();
    ScheduleRun run = last("nightly");
    assertThat(run.details())
        .isEqualTo(
            "1 switches were left out, because other operations are collecting them: sw1 ("
                + first
                + ")");
    assertThat(operations.views().find(run.operation().orElseThrow()).orElseThrow().switches())
        .extracting(view -> view.task().address().text())
        .containsExactly("sw2");
    assertThat(schedules.runNow("nightly"))
        .isEqualTo(
            new ScheduleBegin.Refused(
                "Every switch is being collected already, sw1 by operation " + first));
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(schedules.runNow("weekly")).isEqualTo(new ScheduleBegin.NotFound());
  }

  @Test
  void beginsSoManyInAMinute() throws Exception {
    load(NIGHTLY.formatted(", per-minute: 4"));
    schedules.runNow("nightly");
    assertThat(operations.claim(10))
        .extracting(task -> task.address().text())
        .containsExactly("sw1");
    assertThat(operations.untilNextClaim()).contains(Duration.ofSeconds(15));
    clock.move(Duration.ofSeconds(15));
    assertThat(operations.claim(10))
        .extracting(task -> task.address().text())
        .containsExactly("sw2");
  }

  @Test
  void aRunEndsWithItsOperation() throws Exception {
    load(NIGHTLY.formatted(""));
    schedules.runNow("nightly");
    for (Task task : operations.claim(10)) {
      operations.complete(task, ids.next(), "");
      operations.fold(task.operationId());
    }
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void failsWithASentenceWhereTheProfileIsMissing() throws Exception {
    load(NIGHTLY.formatted(", profile: operators"));
    assertThat(schedules.runNow("nightly"))
        .isEqualTo(
            new ScheduleBegin.Refused(
                "There is no profile named 'operators'; make it, or name another one in the"
                    + " schedule"));
    catalog
        .profiles()
        .add(new Profile(ids.next(), "operators", "ops", new SealedSecret(new byte[1]), false));
    assertThat(schedules.runNow("nightly")).isInstanceOf(ScheduleBegin.Begun.class);
  }

  @Test
  void otherWorkRunsOnceAtATime() throws Exception {
    load(EXPIRE.formatted(""), "  - {name: bits, kind: scrub, cron: 0 3 * * *}\n");
    schedules.runNow("old");
    expiring.await();
    assertThat(schedules.runNow("old"))
        .isEqualTo(new ScheduleBegin.Refused("The same work is being done already"));
    expired.countDown();
    Awaitility.await()
        .until(
            () ->
                schedules.runs("old", 9).stream()
                    .anyMatch(run -> run.outcome() == Outcome.COMPLETED));
    assertThat(schedules.runs("old", 9).getLast().details()).isEqualTo("3 packages");
    assertThat(schedules.runNow("bits"))
        .isEqualTo(new ScheduleBegin.Refused("This service has nothing that does scrub"));
    assertThat(schedules.of(ScheduleKind.SCRUB)).hasSize(1);
  }

  @Test
  void whatWasMissedIsLeftOutOrMadeUpForOnce() throws Exception {
    load(NIGHTLY.formatted(""), EXPIRE.formatted(", missed: run"));
    look();
    expired.countDown();
    clock.move(Duration.ofDays(3));
    restart();
    assertThat(operations.views().list(10)).isEmpty();
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.MISSED);
    assertThat(last("nightly").dueAt()).contains(Instant.parse("2026-01-06T02:00:00Z"));
    assertThat(schedules.runs("nightly", 9)).hasSize(1);
    Awaitility.await().until(() -> last("old").outcome() == Outcome.COMPLETED);
    assertThat(schedules.runs("old", 9)).hasSize(1);
    look();
    restart();
    assertThat(schedules.runs("nightly", 9)).hasSize(1);
    assertThat(schedules.runs("old", 9)).hasSize(1);
  }

  @Test
  void aTimeThatHasJustPassedIsNotMissed() throws Exception {
    load(NIGHTLY.formatted(""));
    look();
    clock.move(Duration.ofDays(1).plus(Duration.ofHours(14)).plusSeconds(50));
    restart();
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(last("nightly").dueAt()).contains(Instant.parse("2026-01-07T02:00:00Z"));
    assertThat(schedules.runs("nightly", 9)).hasSize(2);
    ScheduleRun missed = schedules.runs("nightly", 9).getLast();
    assertThat(missed.outcome()).as("the one before, which was").isEqualTo(Outcome.MISSED);
    assertThat(missed.dueAt()).contains(Instant.parse("2026-01-06T02:00:00Z"));
  }

  @Test
  void aClockThatIsPutBackBeginsNothingTwice() throws Exception {
    load(NIGHTLY.formatted(""));
    clock.move(Duration.ofHours(14));
    look();
    assertThat(schedules.runs("nightly", 9)).hasSize(1);
    clock.move(Duration.ofMinutes(-30));
    look();
    clock.move(Duration.ofMinutes(31));
    look();
    assertThat(schedules.runs("nightly", 9)).hasSize(1);
    clock.move(Duration.ofHours(24));
    look();
    assertThat(schedules.runs("nightly", 9)).hasSize(2);
  }

  @Test
  void aClockThatWasWrongByYearsIsNotWaitedFor() throws Exception {
    clock.move(Duration.ofDays(4000));
    load(NIGHTLY.formatted(""));
    look();
    clock.move(Duration.ofDays(-4000));
    look();
    clock.move(Duration.ofHours(14));
    look();
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.RUNNING);
  }

  @Test
  void aTimeIsBegunOnceAfterManyRunsThatTheClockSaysAreNewer() throws Exception {
    clock.move(Duration.ofDays(4000));
    load(NIGHTLY.formatted(""));
    for (int i = 0; i < 101; i++) {
      schedules.runNow("nightly");
    }
    clock.move(Duration.ofDays(-4000));
    look();
    clock.move(Duration.ofHours(14));
    look();
    look();
    assertThat(schedules.runs("nightly", 999))
        .filteredOn(run -> run.dueAt().isPresent())
        .hasSize(1);
  }

  @Test
  void workThatAKillCutOffIsDoneAgainIfMissedWorkIs() throws Exception {
    load(NIGHTLY.formatted(", missed: run"), EXPIRE.formatted(", missed: run"));
    schedules.runNow("nightly");
    schedules.runNow("old");
    expiring.await();
    restart();
    assertThat(schedules.runs("nightly", 9)).hasSize(1);
    assertThat(schedules.runs("old", 9))
        .extracting(ScheduleRun::outcome)
        .containsExactly(Outcome.RUNNING, Outcome.INTERRUPTED);
    expired.countDown();
  }

  @Test
  void anEditedFileIsUsedOnceItIsStill() throws Exception {
    load(NIGHTLY.formatted(""));
    look();
    write(EXPIRE.formatted(""));
    schedules.look();
    assertThat(schedules.list()).extracting(view -> view.schedule().name()).contains("nightly");
    look();
    assertThat(schedules.list()).extracting(view -> view.schedule().name()).containsExactly("old");
    Files.writeString(file, "\n");
    look();
    assertThat(schedules.list()).extracting(view -> view.schedule().name()).containsExactly("old");
    assertThat(schedules.refusal().orElseThrow().problems().getFirst().reason())
        .contains("is empty");
    Files.delete(file);
    look();
    assertThat(schedules.list()).isEmpty();
  }

  @Test
  void anEditOfTheTimesDoesNotMakeUpForThePast() throws Exception {
    load(NIGHTLY.formatted(", missed: run"));
    look();
    clock.move(Duration.ofHours(10));
    write(NIGHTLY.replace("0 2", "0 13").formatted(", missed: run"));
    look();
    assertThat(schedules.runs("nightly", 9)).isEmpty();
    assertThat(schedules.list().getFirst().next().getFirst())
        .isEqualTo(Instant.parse("2026-01-06T13:00:00Z"));
  }

  @Test
  void aListOfSwitchesIsFollowedToo() throws Exception {
    Path list = Files.writeString(folder.resolve("leafs.txt"), "sw1\n");
    load("  - {name: leafs, kind: collect, cron: 0 2 * * *, switches-file: leafs.txt}\n");
    look();
    Files.writeString(list, "sw1\nsw2\n");
    look();
    assertThat(schedules.list().getFirst().schedule().collection().orElseThrow().switches())
        .hasSize(2);
    Files.writeString(list, "sw1\nno switch\n");
    look();
    assertThat(schedules.refusal().orElseThrow().problems())
        .extracting(FileProblem::toString)
        .containsExactly("leafs.txt:2: 'no switch' is neither an IP address nor a host name");
    Files.delete(list);
    look();
    assertThat(schedules.refusal().orElseThrow().problems().getFirst().reason())
        .contains("'leafs.txt' cannot be read");
    assertThat(schedules.list()).hasSize(1);
  }

  @Test
  void aListThatNeverEndsIsRefused() throws Exception {
    load("  - {name: leafs, kind: collect, cron: 0 2 * * *, switches: [sw1]}\n");
    look();
    write("  - {name: leafs, kind: collect, cron: 0 2 * * *, switches-file: /dev/zero}\n");
    look();
    assertThat(schedules.refusal().orElseThrow().problems().getFirst().reason())
        .contains("'/dev/zero' cannot be read");
    assertThat(schedules.list()).hasSize(1);
  }

  @Test
  void aBadFileIsRefusedAndTheSchedulesFromBeforeGoOn() throws Exception {
    load(NIGHTLY.formatted(""));
    look();
    write("  - {name: nightly, kind: colect, cron: 0 2 * * *}\n");
    look();
    assertThat(schedules.refusal().orElseThrow().problems())
        .extracting(FileProblem::line)
        .containsExactly(Optional.of(2));
    clock.move(Duration.ofHours(14));
    look();
    assertThat(last("nightly").outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(schedules.loaded().lastGood()).isFalse();

    restart();
    assertThat(schedules.loaded().lastGood()).isTrue();
    assertThat(schedules.refusal()).isPresent();
    assertThat(schedules.list())
        .extracting(view -> view.schedule().name())
        .containsExactly("nightly");

    write(EXPIRE.formatted(""));
    look();
    assertThat(schedules.refusal()).isEmpty();
    assertThat(schedules.loaded().lastGood()).isFalse();
    assertThat(schedules.list()).extracting(view -> view.schedule().name()).containsExactly("old");
  }

  @Test
  void schedulesThatCannotBeKeptForARestartAreUsedAllTheSame() throws Exception {
    Files.createDirectories(folder.resolve("schedules.good/in-the-way"));
    load(NIGHTLY.formatted(""));
    assertThat(schedules.list()).hasSize(1);
    write(EXPIRE.formatted(""));
    look();
    assertThat(schedules.list()).extracting(view -> view.schedule().name()).containsExactly("old");
  }

  @Test
  void whatIsKeptAlreadyIsNotWrittenAgain() throws Exception {
    load(NIGHTLY.formatted(""));
    Path kept = folder.resolve("schedules.good");
    Object before = Files.getAttribute(kept, "unix:ino");
    restart();
    assertThat(Files.getAttribute(kept, "unix:ino")).isEqualTo(before);
  }

  @Test
  void aScheduleThatWasTakenAwayAndComesBackHasMissedNothing() throws Exception {
    load(NIGHTLY.formatted(", missed: run"));
    look();
    write(EXPIRE.formatted(""));
    look();
    clock.move(Duration.ofDays(3));
    look();
    write(NIGHTLY.formatted(", missed: run"));
    look();
    assertThat(schedules.runs("nightly", 9)).isEmpty();
  }

  @Test
  void aBadFileWithoutAGoodOneBeforeStopsTheStart() throws Exception {
    write("  - {name: nightly}\n");
    assertThatThrownBy(schedules::load)
        .isInstanceOf(FileRefusedException.class)
        .hasMessageContaining("schedules.yaml:2: The schedule has no kind");
    assertThat(Schedules.check(file)).hasSize(2);
  }
}
