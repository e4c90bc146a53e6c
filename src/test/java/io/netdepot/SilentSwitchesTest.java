package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Switches that vanish: their connections stay open, and nobody answers keep-alives. It takes
 * seconds to give one up, so that all are collected from at once, before the first test.
 */
class SilentSwitchesTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with("ssh.keep-alive=500 ms", "ssh.keep-alive-misses=3", "collect.tries=2");

  @SuppressWarnings("NullAway.Init") // before the first test
  private static Collected generating;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static Collected transferring;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static Collected fetching;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static Collected deleting;

  private record Collected(SimulatedSwitch device, String operation) {
    static Collected from(Fault fault) {
      SimulatedSwitch device = site.switches().with(fault);
      return new Collected(device, site.depot().collect(device.address()));
    }

    RunningDepot.SwitchEnd end() {
      return site.depot().awaitEnd(operation).only();
    }
  }

  @BeforeAll
  static void collect() {
    generating = Collected.from(new Fault.Silence(Fault.Moment.GENERATE));
    transferring = Collected.from(new Fault.SilentAfter(20_000));
    fetching = Collected.from(new Fault.Limited(1, new Fault.Silence(Fault.Moment.FETCH)));
    deleting = Collected.from(new Fault.Silence(Fault.Moment.DELETE));
  }

  @Test
  void whileGenerating() {
    RunningDepot.SwitchEnd end = generating.end();

    end.requireFailed("connection-lost");
    assertThat(end.details()).contains("keep-alive");
    assertThat(generating.device().connections()).isEqualTo(2);
  }

  @Test
  void inMidTransfer() {
    transferring.end().requireFailed("connection-lost");

    assertThat(transferring.device().generates()).isEqualTo(1);
    assertThat(transferring.device().connections()).isEqualTo(2);
  }

  @Test
  void beforeTheFirstByteOnce() {
    fetching.end().requireCompleted();

    assertThat(fetching.device().generates()).isEqualTo(1);
    assertThat(fetching.device().connections()).isEqualTo(2);
  }

  @Test
  void whileDeletingThePackageIsStoredAllTheSame() {
    RunningDepot.SwitchEnd end = deleting.end();

    end.requireCompleted();
    assertThat(end.details())
        .contains("stays on the switch", deleting.device().packages().getFirst());
  }
}
