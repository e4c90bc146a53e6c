package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is left on a switch after its package was stored. */
class CleanUpTest {
  @RegisterExtension static final DepotAndSwitches site = DepotAndSwitches.with();

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void onlyTheGeneratedFileIsDeleted() {
    String old = "nvos_dump_old_20200101_000000.tar.gz";
    SimulatedSwitch full = switches.of(like -> like.packageAtStart(old));

    RunningDepot.SwitchEnd end = depot.collected(full.address()).only();

    end.requireCompleted();
    assertThat(end.details()).isEmpty();
    assertThat(full.packages()).containsExactly(old);
    assertThat(full.deletes()).isEqualTo(1);
    assertThat(full.fetches()).isEqualTo(1);
    assertThat(full.commands()).contains("nv action generate system tech-support");
  }

  @Test
  void aRefusedDeleteIsARemark() {
    requireRemark(switches.with(new Fault.DeleteFails()));
  }

  @Test
  void aConnectionLostWhileDeletingIsARemark() {
    requireRemark(switches.with(new Fault.DiesDeleting()));
  }

  private void requireRemark(SimulatedSwitch simulated) {
    RunningDepot.Ended ended = depot.collected(simulated.address());

    assertThat(ended.status()).isEqualTo("completed");
    ended.only().requireCompleted();
    assertThat(simulated.packages()).hasSize(1);
    assertThat(ended.only().details())
        .contains("may still be on the switch", simulated.packages().getFirst());
  }

  @Test
  void aSettingLeavesTheFileOnTheSwitch(@TempDir Path data) throws Exception {
    SimulatedSwitch kept = switches.with();
    try (RunningDepot leaving =
        RunningDepot.start(data, switches.port(), "nvos.delete-after-fetch=false")) {
      RunningDepot.SwitchEnd end = leaving.collected(kept.address()).only();

      end.requireCompleted();
      assertThat(end.details()).contains("nvos.delete-after-fetch");
      assertThat(kept.packages()).hasSize(1);
      assertThat(kept.deletes()).isZero();
      leaving.requireAtRest();
    }
  }
}
