package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that came whole and are no whole archives: none is published. */
class ArchiveFaultsTest {
  @RegisterExtension
  static final DepotAndSwitches site = DepotAndSwitches.with("collect.max-unpacked=16 MiB");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @AfterEach
  void nothingIsPublished() {
    assertThat(depot.packages()).isEmpty();
  }

  @Test
  void anArchiveCutShortOnTheSwitchIsDamaged() {
    SimulatedSwitch damaged = switches.with(new Fault.ArchiveCutShort());

    depot.collected(damaged.address()).only().requireFailed("archive-damaged");

    assertThat(damaged.connections()).isEqualTo(1);
    assertThat(damaged.packages()).hasSize(1);
  }

  @Test
  void aWebPageIsNotAnArchive() {
    SimulatedSwitch odd = switches.with(new Fault.NotAnArchive());

    depot.collected(odd.address()).only().requireFailed("not-an-archive");

    assertThat(odd.connections()).isEqualTo(1);
  }

  @Test
  void anArchiveThatUnpacksOverTheLimitIsTooLarge() {
    SimulatedSwitch bomb = switches.with(new Fault.UnpacksTo(64 << 20));

    RunningDepot.SwitchEnd end = depot.collected(bomb.address()).only();

    end.requireFailed("too-large");
    assertThat(end.details()).contains("collect.max-unpacked");
  }
}
