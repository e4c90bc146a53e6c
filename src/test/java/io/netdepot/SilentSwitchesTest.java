package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  private static final Map<String, Collected> COLLECTED = new HashMap<>();

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
    collect("generating", new Fault.Silence(Fault.Moment.GENERATE));
    collect("transferring", new Fault.SilentAfter(20_000));
    collect("fetching", new Fault.Limited(1, new Fault.Silence(Fault.Moment.FETCH)));
    collect("deleting", new Fault.Silence(Fault.Moment.DELETE));
  }

  private static void collect(String when, Fault fault) {
    COLLECTED.put(when, Collected.from(fault));
  }

  private static Collected collected(String when) {
    return Optional.ofNullable(COLLECTED.get(when)).orElseThrow();
  }

  @Test
  void whileGenerating() {
    Collected generating = collected("generating");
    RunningDepot.SwitchEnd end = generating.end();

    end.requireFailed("connection-lost");
    assertThat(end.details()).contains("keep-alive");
    assertThat(generating.device().connections()).isEqualTo(2);
  }

  @Test
  void inMidTransfer() {
    Collected transferring = collected("transferring");
    transferring.end().requireFailed("connection-lost");

    assertThat(transferring.device().generates()).isEqualTo(1);
    assertThat(transferring.device().connections()).isEqualTo(2);
  }

  @Test
  void beforeTheFirstByteOnce() {
    Collected fetching = collected("fetching");
    fetching.end().requireCompleted();

    assertThat(fetching.device().generates()).isEqualTo(1);
    assertThat(fetching.device().connections()).isEqualTo(2);
  }

  @Test
  void whileDeletingThePackageIsStoredAllTheSame() {
    Collected deleting = collected("deleting");
    RunningDepot.SwitchEnd end = deleting.end();

    end.requireCompleted();
    assertThat(end.details())
        .contains("may still be on the switch", deleting.device().packages().getFirst());
  }
}
