package io.netdepot.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.config.DataSize;
import io.netdepot.config.DeliverSettings;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is made of a switch that was told to install, over the looks at it. */
class InstallWatchTest {
  private static final String OLD = "nvos-25.02.2553";
  private static final String NEW = "nvos-25.02.2579";
  private static final String ONE = "11111111-0000-4000-8000-000000000000";
  private static final String TWO = "22222222-0000-4000-8000-000000000000";
  private static final String THREE = "33333333-0000-4000-8000-000000000000";
  private static final String UNREADABLE = "cat: No such file or directory";
  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final Duration REBOOT = Duration.ofMinutes(30);
  private static final DeliverSettings SETTINGS =
      new DeliverSettings(
          "/host/nos-images",
          DataSize.ofMib(1),
          Duration.ofHours(2),
          Duration.ofMinutes(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          REBOOT,
          Duration.ofSeconds(15),
          SETTLE,
          "x");

  private final HandClock clock = new HandClock();
  private final EntityIdSource ids = new EntityIdSource(clock, new Random(7));
  private final LiveTasks live = new LiveTasks(clock);
  private final DeliveryRuns runs = new DeliveryRuns();
  private final InstallSteps steps = new InstallSteps(SETTINGS, runs);
  private final Task recorded =
      new Task(
          ids.next(),
          ids.next(),
          0,
          SwitchAddress.of("sw1"),
          new EntityId("d".repeat(24)),
          OperationState.IN_PROGRESS,
          1,
          clock.instant(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "");
  private final SwitchTask task =
      new SwitchTask(
          recorded.operationId(),
          recorded.id(),
          recorded.address(),
          recorded.profileId(),
          Access.ssh("nvos", 22),
          1,
          Optional.empty());
  private final DeliveryRun run =
      new DeliveryRun(
          recorded,
          live.begin(recorded.id()),
          Aim.of(
              new DeliveryOrder(
                  ImageId.random(),
                  "nvos-amd64-25.02.2579.bin",
                  7,
                  new Sha256("ab".repeat(32)),
                  DeliveryOrder.Way.AUTO,
                  "http://192.0.2.1/x",
                  true,
                  NEW)),
          Optional.empty(),
          SwitchNote.NOTHING,
          new Operations(
              new InMemoryCatalog(), ids, clock, live, new WorkSignal(), OperationListener.NONE),
          clock);

  InstallWatchTest() {
    runs.add(run);
  }

  /** The switch is told to install, in a boot that it tells. */
  private void told(String boot) throws SwitchFailure {
    steps.installs(boot, task);
  }

  private interface Look {
    void look() throws SwitchFailure;
  }

  private static String code(Look look) {
    SwitchFailure failure = catchThrowableOfType(SwitchFailure.class, look::look);
    return failure == null ? "done" : failure.failure().reason().code();
  }

  private String lost() {
    return code(() -> steps.installLost("the connection broke", task));
  }

  private String ended(String printed, int status) {
    return code(() -> steps.installEnded(printed, status, task));
  }

  private String says(String build, String boot) {
    return code(() -> steps.judge(images(build), boot, task));
  }

  private String away() {
    return code(() -> steps.away("Connection refused", task));
  }

  private static String images(String build) {
    return "{\"current\": \"1\", \"partition1\": {\"build-id\": \"" + build + "\"}}";
  }

  @Test
  void theBuildAfterTheBootDecides() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    assertThat(says(NEW, TWO)).isEqualTo("done");
    assertThat(run.isDelivered()).isTrue();
    assertThat(run.note().get(Fact.BUILD_AFTER)).contains(NEW);
  }

  @Test
  void aSwitchThatBootsTwiceIsWaitedForInBetween() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(says(OLD, TWO)).isEqualTo("rebooting");
    clock.move(SETTLE.minusSeconds(1));
    assertThat(says(OLD, TWO)).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    clock.move(SETTLE);
    assertThat(says(OLD, TWO)).isEqualTo("rebooting");
    assertThat(says(NEW, THREE)).isEqualTo("done");
  }

  @Test
  void aSecondBootThatNobodySawBeginsTheWaitAnew() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(says(OLD, TWO)).isEqualTo("rebooting");
    clock.move(SETTLE.minusSeconds(1));
    assertThat(says(OLD, THREE)).isEqualTo("rebooting");
    clock.move(SETTLE.minusSeconds(1));
    assertThat(says(OLD, THREE)).isEqualTo("rebooting");
    clock.move(Duration.ofSeconds(1));
    assertThat(says(OLD, THREE)).isEqualTo("wrong-build");
  }

  @Test
  void oneThatComesBackWithTheOldBuildHasFailedOnceThatStays() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    assertThat(says(OLD, TWO)).isEqualTo("rebooting");
    clock.move(SETTLE);
    assertThat(says(OLD, TWO)).isEqualTo("wrong-build");
    assertThat(run.note().get(Fact.BUILD_AFTER)).contains(OLD);
  }

  @Test
  void oneThatAnswersBeforeItGoesDownIsWaitedFor() throws Exception {
    told(ONE);
    assertThat(ended("Action succeeded", 0)).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(3));
    assertThat(says(OLD, ONE)).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    assertThat(says(NEW, TWO)).isEqualTo("done");
  }

  @Test
  void oneThatWasAwayAndIsInTheSameBootHasNotBooted() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(3));
    assertThat(says(OLD, ONE)).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(3));
    assertThat(says(OLD, ONE)).isEqualTo("rebooting");
    assertThat(says(NEW, TWO)).isEqualTo("done");
  }

  @Test
  void aBootIdThatCannotBeReadNowSaysNothing() throws Exception {
    told(ONE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(2));
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    clock.move(REBOOT);
    assertThat(says(OLD, UNREADABLE)).isEqualTo("reboot-timeout");
  }

  @Test
  void withoutBootIdsOneThatWasAwayAfterItsInstallHasBooted() throws Exception {
    told(UNREADABLE);
    assertThat(ended("Action succeeded", 0)).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(2));
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    clock.move(SETTLE);
    assertThat(says(OLD, UNREADABLE)).isEqualTo("wrong-build");
  }

  @Test
  void withoutBootIdsABrokenConnectionIsNotTakenForABoot() throws Exception {
    told(UNREADABLE);
    assertThat(lost()).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    // It installs still: the network was away, not the switch.
    clock.move(SETTLE.multipliedBy(3));
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    clock.move(SETTLE.multipliedBy(3));
    assertThat(says(OLD, UNREADABLE)).isEqualTo("rebooting");
    clock.move(REBOOT);
    assertThat(says(OLD, UNREADABLE)).isEqualTo("wrong-build");
  }

  @Test
  void anErrorCountsOnlyWithoutABoot() throws Exception {
    told(ONE);
    assertThat(ended("Action failed with the following issue: no", 1)).isEqualTo("rebooting");
    assertThat(says(OLD, ONE)).isEqualTo("rebooting");
    clock.move(SETTLE);
    assertThat(says(OLD, ONE)).isEqualTo("image-refused");
    assertThat(says(NEW, TWO)).isEqualTo("done");
    assertThat(run.remarks()).contains("though installing it said");
  }

  @Test
  void anAbortDecidesAtOnce() throws Exception {
    told(ONE);
    assertThat(ended("Image install aborted by user", 0)).isEqualTo("image-refused");
  }

  @Test
  void oneThatDoesNotBootOrDoesNotComeBackFailsInTime() throws Exception {
    told(ONE);
    assertThat(ended("Action succeeded", 0)).isEqualTo("rebooting");
    clock.move(REBOOT.minusSeconds(1));
    assertThat(says(OLD, ONE)).isEqualTo("rebooting");
    assertThat(away()).isEqualTo("rebooting");
    clock.move(Duration.ofSeconds(1));
    assertThat(says(OLD, ONE)).isEqualTo("reboot-timeout");
    assertThat(away()).isEqualTo("reboot-timeout");
  }

  @Test
  void afterAKilledServiceTheSwitchGetsTheTimeOfAnInstallToo() throws Exception {
    told(ONE);
    clock.move(REBOOT.plus(SETTINGS.installTimeout()).minusSeconds(1));
    assertThat(away()).isEqualTo("rebooting");
    clock.move(Duration.ofSeconds(1));
    assertThat(away()).isEqualTo("reboot-timeout");
  }
}
