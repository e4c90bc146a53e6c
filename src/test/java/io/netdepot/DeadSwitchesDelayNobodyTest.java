package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A switch that accepts a connection and says nothing costs the others none of their logins. */
class DeadSwitchesDelayNobodyTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with("ssh.handshakes=1", "ssh.login-timeout=10 min", "collect.tries=1");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void liveOneIsCollectedWhileDeadOnesAreBeingWaitedFor() {
    List<String> dead = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      dead.add(switches.with(new Fault.Silence(Fault.Moment.CONNECT)).address());
    }
    String waiting = depot.collect(dead.toArray(String[]::new));
    SimulatedSwitch live = switches.of(like -> like);

    depot.collected(live.address()).only().requireCompleted();

    assertThat(depot.operation(waiting).path("Status").asText()).isEqualTo("in-progress");
    depot.cancel(waiting);
    depot.awaitEnd(waiting);
  }
}
