package io.netdepot.delivery;

import io.netdepot.config.DeliverSettings;
import io.netdepot.config.Durations;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a switch that was told to install, and does not run the image, needs more time or
 * has failed. Each look is a try of its own: nothing is held while the switch boots, and a restart
 * of the service changes nothing.
 */
final class InstallWatch {
  private final DeliverSettings settings;
  private final DeliveryRun run;
  private final Instant now;

  InstallWatch(DeliverSettings settings, DeliveryRun run) {
    this.settings = settings;
    this.run = run;
    this.now = run.now();
  }

  /** The switch answers, and runs something else. */
  void otherBuild(String build, Optional<String> boot) throws SwitchFailure {
    SwitchNote note = run.note();
    if (hasBooted(note, boot)) {
      // It may have booted again since, between two looks.
      SwitchNote seen = note.get(Fact.BOOT_BACK).equals(boot) ? note : note.without(Fact.BACK);
      run.note(
          boot.map(id -> seen.with(Fact.BOOT_BACK, id)).orElse(seen).withFirst(Fact.BACK, now));
      if (isOver(run.note().at(Fact.BACK), settings.settle())) {
        throw wrong(build);
      }
      throw InstallSteps.rebooting("The switch is back and says " + build + " so far");
    }
    if (mayHaveBooted(note)) {
      if (isOver(deadlineFrom(note), settings.rebootTimeout())) {
        throw wrong(build);
      }
      throw InstallSteps.rebooting(
          "The switch says " + build + ", and whether it has booted cannot be told");
    }
    if (note.get(Fact.COMMAND).equals(Optional.of("failed"))
        && isOver(note.at(Fact.COMMAND_ENDED), settings.settle())) {
      throw InstallSteps.refused(run, note.get(Fact.SAID).orElse(""));
    }
    requireTime("it still runs " + build + " and has not booted");
    throw InstallSteps.rebooting("The switch still runs " + build);
  }

  /** The switch does not answer, or not as a switch that is up. */
  void away(String why) throws SwitchFailure {
    run.note(run.note().withFirst(Fact.GONE, now).without(Fact.BACK));
    requireTime("it cannot be asked: " + why);
    throw InstallSteps.rebooting("The switch is away: " + why);
  }

  private SwitchFailure wrong(String build) {
    run.note(run.note().with(Fact.BUILD_AFTER, build));
    return new SwitchFailure(
        FailureReason.WRONG_BUILD,
        Phase.REBOOT,
        "The switch came back with "
            + build
            + " and not with "
            + run.build()
            + "; it may have fallen back to its other partition");
  }

  // Another boot id is a boot, and the same one is none, however often the switch was away. Where
  // none can be read, one that is away after its install has ended has booted.
  private static boolean hasBooted(SwitchNote note, Optional<String> boot) {
    Optional<String> before = note.get(Fact.BOOT_BEFORE);
    return before.isPresent()
        ? boot.isPresent() && !before.equals(boot)
        : note.get(Fact.GONE).isPresent() && !isLost(note);
  }

  // A connection that broke while it installed, and no boot id: a boot, or the network. It may be
  // installing still.
  private static boolean mayHaveBooted(SwitchNote note) {
    return note.get(Fact.BOOT_BEFORE).isEmpty() && note.get(Fact.GONE).isPresent() && isLost(note);
  }

  private static boolean isLost(SwitchNote note) {
    return note.get(Fact.COMMAND).filter(how -> !how.equals("lost")).isEmpty();
  }

  private void requireTime(String what) throws SwitchFailure {
    SwitchNote note = run.note();
    Optional<Instant> ended = note.at(Fact.COMMAND_ENDED);
    if (isOver(deadlineFrom(note), settings.rebootTimeout())) {
      throw new SwitchFailure(
          FailureReason.REBOOT_TIMEOUT,
          Phase.REBOOT,
          "The switch did not come back with "
              + run.build()
              + " within "
              + Durations.format(settings.rebootTimeout())
              + " (deliver.reboot-timeout); "
              + what
              + note.get(Fact.SAID)
                  .filter(said -> !said.isEmpty() && !isLost(note))
                  .map(said -> "; when it was told, it said: " + said)
                  .orElse("")
              + (ended.isEmpty()
                  ? "; the service ended while it installed, so look at the switch before it is told"
                      + " again"
                  : ""));
    }
  }

  // Of a service that was killed nobody knows how far the switch was told.
  private Optional<Instant> deadlineFrom(SwitchNote note) {
    return note.at(Fact.COMMAND_ENDED)
        .or(() -> note.at(Fact.INSTALL_BEGUN).map(at -> at.plus(settings.installTimeout())));
  }

  private boolean isOver(Optional<Instant> since, Duration span) {
    return since.filter(at -> !now.isBefore(at.plus(span))).isPresent();
  }
}
