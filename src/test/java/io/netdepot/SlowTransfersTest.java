package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes that come too slowly or not at all while they should flow. */
class SlowTransfersTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with(
          "collect.stall=2500 ms",
          "collect.minimum-rate-window=1500 ms",
          "ssh.keep-alive=500 ms",
          "ssh.transfers=1");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void oneByteASecondIsBelowTheMinimumRateAndFreesTheSlot() {
    SimulatedSwitch slow = switches.with(new Fault.SftpDenied(), new Fault.Trickle(1));
    SimulatedSwitch next = switches.with();

    RunningDepot.Ended ended = depot.collected(slow.address(), next.address());

    ended.of(slow.address()).requireFailed("stalled");
    assertThat(ended.of(slow.address()).details()).contains("collect.minimum-rate");
    ended.of(next.address()).requireCompleted();
    assertThat(slow.connections()).isEqualTo(1);
  }

  @Test
  void oneByteASecondOverSftpIsStalled() {
    SimulatedSwitch slow = switches.with(new Fault.Trickle(1));

    depot.collected(slow.address()).only().requireFailed("stalled");
  }

  @Test
  void aTransferThatStopsIsStalledThoughKeepAlivesAreAnswered() {
    SimulatedSwitch stuck = switches.with(new Fault.StallsAfter(0));

    RunningDepot.Ended ended = depot.collected(stuck.address());

    ended.only().requireFailed("stalled");
    assertThat(ended.only().details()).contains("collect.stall");
    assertThat(ended.error()).isEqualTo("stalled");
  }

  @Test
  void aSudoTransferThatStopsIsStalled() {
    SimulatedSwitch stuck = switches.with(new Fault.SftpDenied(), new Fault.StallsAfter(0));

    depot.collected(stuck.address()).only().requireFailed("stalled");

    assertThat(stuck.runningCommands()).isZero();
  }
}
