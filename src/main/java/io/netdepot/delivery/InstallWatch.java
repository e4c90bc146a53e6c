package io.netdepot.delivery;

import io.netdepot.config.DeliverSettings;
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
      run.note(note.withFirst(Fact.BACK, now));
      if (isOver(run.note().at(Fact.BACK), settings.settle())) {
        run.note(run.note().with(Fact.BUILD_AFTER, build));
        throw new SwitchFailure(
            FailureReason.WRONG_BUILD,
            Phase.REBOOT,
            "The switch came back with "
                + build
                + " and not with "
                + run.order().build()
                + "; it may have fallen back to its other partition");
      }
      throw DeliverySteps.rebooting("The switch is back and says " + build + " so far");
    }
    if (note.get(Fact.COMMAND).equals(Optional.of("failed"))
        && isOver(note.at(Fact.COMMAND_ENDED), settings.settle())) {
      throw DeliverySteps.refused(run, note.get(Fact.SAID).orElse(""));
    }
    requireTime("it still runs " + build + " and has not booted");
    throw DeliverySteps.rebooting("The switch still runs " + build);
  }

  /** The switch does not answer, or not as a switch that is up. */
  void away(String why) throws SwitchFailure {
    run.note(run.note().withFirst(Fact.GONE, now).without(Fact.BACK));
    requireTime("it cannot be asked: " + why);
    throw DeliverySteps.rebooting("The switch is away: " + why);
  }

  private static boolean hasBooted(SwitchNote note, Optional<String> boot) {
    Optional<String> before = note.get(Fact.BOOT_BEFORE);
    if (before.isPresent() && boot.isPresent()) {
      return !before.equals(boot);
    }
    return note.get(Fact.GONE).isPresent();
  }

  private void requireTime(String what) throws SwitchFailure {
    SwitchNote note = run.note();
    Optional<Instant> ended = note.at(Fact.COMMAND_ENDED);
    // Of a service that was killed nobody knows how far the switch was told.
    Optional<Instant> since =
        ended.or(() -> note.at(Fact.INSTALL_BEGUN).map(at -> at.plus(settings.installTimeout())));
    if (isOver(since, settings.rebootTimeout())) {
      throw new SwitchFailure(
          FailureReason.REBOOT_TIMEOUT,
          Phase.REBOOT,
          "The switch did not come back with "
              + run.order().build()
              + " within "
              + settings.rebootTimeout().toSeconds()
              + " s (deliver.reboot-timeout); "
              + what
              + (ended.isEmpty()
                  ? "; the service ended while it installed, so look at the switch before another"
                      + " delivery"
                  : ""));
    }
  }

  private boolean isOver(Optional<Instant> since, Duration span) {
    return since.filter(at -> !now.isBefore(at.plus(span))).isPresent();
  }
}
