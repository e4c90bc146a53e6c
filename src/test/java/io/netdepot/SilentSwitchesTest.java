package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Switches that vanish: their connections stay open, and nobody answers keep-alives. */
class SilentSwitchesTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with("ssh.keep-alive=500 ms", "ssh.keep-alive-misses=3", "collect.tries=2");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void whileGenerating() {
    SimulatedSwitch silent = switches.with(new Fault.Silence(Fault.Moment.GENERATE));

    RunningDepot.SwitchEnd end = depot.collected(silent.address()).only();

    end.requireFailed("connection-lost");
    assertThat(end.details()).contains("keep-alive");
    assertThat(silent.connections()).isEqualTo(2);
  }

  @Test
  void inMidTransfer() {
    SimulatedSwitch silent = switches.with(new Fault.SilentAfter(20_000));

    depot.collected(silent.address()).only().requireFailed("connection-lost");

    assertThat(silent.generates()).isEqualTo(1);
    assertThat(silent.connections()).isEqualTo(2);
  }

  @Test
  void beforeTheFirstByteOnce() {
    SimulatedSwitch silent =
        switches.with(new Fault.Limited(1, new Fault.Silence(Fault.Moment.FETCH)));

    depot.collected(silent.address()).only().requireCompleted();

    assertThat(silent.generates()).isEqualTo(1);
    assertThat(silent.connections()).isEqualTo(2);
  }

  @Test
  void whileDeletingThePackageIsStoredAllTheSame() {
    SimulatedSwitch silent = switches.with(new Fault.Silence(Fault.Moment.DELETE));

    RunningDepot.SwitchEnd end = depot.collected(silent.address()).only();

    end.requireCompleted();
    assertThat(end.details()).contains("stays on the switch", silent.packages().getFirst());
  }
}
