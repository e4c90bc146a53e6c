package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.NameStyle;
import io.netdepot.simulator.SimulatedSwitch;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Switches that fail to generate a package, or tell it in another way. */
class GenerateFaultsTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with(
          "nvos.generate-timeout=3 s", "nvos.since=20250101", "ssh.max-output=64 KiB");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void theTextOfAFailedActionIsInTheDetails() {
    SimulatedSwitch failing = switches.with(new Fault.GenerateFails("No space left on device"));

    RunningDepot.SwitchEnd end = depot.collected(failing.address()).only();

    end.requireFailed("command-failed");
    assertThat(end.details())
        .contains("Action failed with the following issue:", "No space left on device");
    assertThat(failing.connections()).isEqualTo(1);
  }

  @Test
  void sinceIsPassedToTheSwitch() {
    SimulatedSwitch healthy = switches.with();

    depot.collected(healthy.address()).only().requireCompleted();

    assertThat(healthy.commands())
        .anyMatch(
            command ->
                command
                    .replace("'", "")
                    .equals("nv action generate system tech-support since 20250101"));
  }

  @Test
  void withoutANameInTheOutputTheListingTells() {
    SimulatedSwitch mute =
        switches.of(
            like ->
                like.packageAtStart("nvos_dump_old_20991231_235959.tar.gz")
                    .fault(new Fault.NamesNothing()));

    RunningDepot.SwitchEnd end = depot.collected(mute.address()).only();

    end.requireCompleted();
    assertThat(end.fileName()).startsWith("nvos_dump_" + mute.hostName());
    assertThat(mute.packages()).containsExactly("nvos_dump_old_20991231_235959.tar.gz");
  }

  @Test
  void outputOnStandardErrorOnlyFallsBackToTheListing() {
    SimulatedSwitch odd = switches.with(new Fault.OutputOnStandardError());

    depot.collected(odd.address()).only().requireCompleted();
  }

  @ParameterizedTest
  @EnumSource(NameStyle.class)
  void everyStyleOfNamesIsUnderstood(NameStyle style) {
    SimulatedSwitch styled = switches.of(like -> like.nameStyle(style));

    depot.collected(styled.address()).only().requireCompleted();

    assertThat(styled.packages()).isEmpty();
  }

  @Test
  void aNumberedListingIsUnderstood() {
    SimulatedSwitch old = switches.with(new Fault.NumberedListing(), new Fault.NamesNothing());

    depot.collected(old.address()).only().requireCompleted();
  }

  @Test
  void aListingOfTheLatestOnlyIsUnderstood() {
    SimulatedSwitch odd = switches.with(new Fault.OnlyLatestListed(), new Fault.NamesNothing());

    depot.collected(odd.address()).only().requireCompleted();
  }

  @Test
  void anEmptyListingIsNoMatterWhenTheOutputNamesThePath() {
    SimulatedSwitch odd = switches.with(new Fault.EmptyListing());

    depot.collected(odd.address()).only().requireCompleted();
  }

  @Test
  void withoutANameAndAListingThereIsNoPackage() {
    SimulatedSwitch mute = switches.with(new Fault.EmptyListing(), new Fault.NamesNothing());

    depot.collected(mute.address()).only().requireFailed("no-package-named");

    assertThat(mute.fetches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "nvos_dump_../../../etc/passwd_20250101_000000.tar.gz",
        "nvos_dump_a\nb_20250101_000000.tar.gz",
        "nvos_dump_$(reboot)_20250101_000000.tar.gz",
        "nvos_dump_'; rm -rf '_20250101_000000.tar.gz"
      })
  void aHostileNameIsNeverUsed(String name) {
    SimulatedSwitch hostile = switches.with(new Fault.NamesPackage(name));

    depot.collected(hostile.address()).only().requireFailed("no-package-named");

    assertThat(hostile.fetches()).isZero();
    assertThat(hostile.commands()).noneMatch(command -> command.contains("passwd"));
  }

  @Test
  void endlessOutputIsCutOff() {
    SimulatedSwitch chatty = switches.with(new Fault.EndlessOutput());

    depot.collected(chatty.address()).only().requireFailed("output-too-long");
  }

  @Test
  void aHangingGenerateEndsByItsOwnLimit() {
    SimulatedSwitch hanging = switches.with(new Fault.GenerateHangs());

    RunningDepot.SwitchEnd end = depot.collected(hanging.address()).only();

    end.requireFailed("timed-out");
    assertThat(end.details()).contains("generate");
    assertThat(hanging.connections()).isEqualTo(1);
  }

  @Test
  void aGenerateWithoutExitStatusFailed() {
    SimulatedSwitch odd = switches.with(new Fault.NoExitStatus());

    RunningDepot.SwitchEnd end = depot.collected(odd.address()).only();

    end.requireFailed("command-failed");
    assertThat(end.details()).contains("without exit status");
  }

  @Test
  void aConnectionThatDropsWhileGeneratingIsTriedAgain() {
    SimulatedSwitch shaky =
        switches.with(new Fault.Limited(1, new Fault.DropsDuringGenerate(Duration.ofMillis(50))));

    depot.collected(shaky.address()).only().requireCompleted();

    assertThat(shaky.connections()).isEqualTo(2);
  }

  @Test
  void aPackageThatIsGoneCannotBeRead() {
    SimulatedSwitch odd = switches.with(new Fault.PackageGone());

    depot.collected(odd.address()).only().requireFailed("package-unreadable");
  }
}
