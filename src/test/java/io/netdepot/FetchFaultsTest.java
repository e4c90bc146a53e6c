package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transfers that are refused, or end otherwise than the switch had said. */
class FetchFaultsTest {
  @RegisterExtension
  static final DepotAndSwitches site = DepotAndSwitches.with("collect.max-package=512 KiB");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void sudoReadsWhatSftpMayNot() {
    SimulatedSwitch guarded = switches.with(new Fault.SftpDenied());

    depot.collected(guarded.address()).only().requireCompleted();

    assertThat(guarded.commands()).anyMatch(command -> command.startsWith("sudo -n cat"));
    assertThat(guarded.generates()).isEqualTo(1);
  }

  @Test
  void sudoReadsWhereThereIsNoSftp() {
    SimulatedSwitch bare = switches.with(new Fault.NoSftp());

    depot.collected(bare.address()).only().requireCompleted();
  }

  @Test
  void aPackageThatNoWayMayReadIsUnreadable() {
    SimulatedSwitch shut = switches.with(new Fault.SftpDenied(), new Fault.SudoRefused());

    RunningDepot.SwitchEnd end = depot.collected(shut.address()).only();

    end.requireFailed("package-unreadable");
    assertThat(end.details()).contains("sudo: a password is required");
    assertThat(shut.generates()).isEqualTo(1);
    assertThat(shut.connections()).isEqualTo(1);
  }

  @Test
  void afterACutTheNextTryFetchesThePackageThatIsThere() {
    SimulatedSwitch shaky = switches.with(new Fault.Limited(1, new Fault.CutAfter(20_000)));

    RunningDepot.SwitchEnd end = depot.collected(shaky.address()).only();

    end.requireCompleted();
    assertThat(shaky.generates()).isEqualTo(1);
    assertThat(shaky.fetches()).isEqualTo(2);
    assertThat(shaky.packages()).isEmpty();
  }

  @Test
  void afterACutOfSudoTheNextTryFetchesThePackageThatIsThere() {
    SimulatedSwitch shaky =
        switches.with(new Fault.SftpDenied(), new Fault.Limited(1, new Fault.CutAfter(20_000)));

    depot.collected(shaky.address()).only().requireCompleted();

    assertThat(shaky.generates()).isEqualTo(1);
  }

  @Test
  void aCutInEachTryIsALostConnection() {
    SimulatedSwitch broken = switches.with(new Fault.CutAfter(20_000));

    depot.collected(broken.address()).only().requireFailed("connection-lost");

    assertThat(broken.fetches()).isEqualTo(3);
    assertThat(broken.generates()).isEqualTo(1);
  }

  @Test
  void fewerBytesThanPromisedAreAnIncompleteTransfer() {
    SimulatedSwitch lying = switches.with(new Fault.FewerBytes(1_000));

    depot.collected(lying.address()).only().requireFailed("transfer-incomplete");

    assertThat(lying.fetches()).isEqualTo(3);
    assertThat(lying.generates()).isEqualTo(1);
  }

  @Test
  void fewerBytesThanPromisedBySudoAreAnIncompleteTransfer() {
    SimulatedSwitch lying = switches.with(new Fault.SftpDenied(), new Fault.FewerBytes(1_000));

    depot.collected(lying.address()).only().requireFailed("transfer-incomplete");
  }

  @Test
  void moreBytesThanPromisedAreAnIncompleteTransfer() {
    SimulatedSwitch lying = switches.with(new Fault.MoreBytes(1_000));

    depot.collected(lying.address()).only().requireFailed("transfer-incomplete");
  }

  @Test
  void moreBytesThanPromisedBySudoAreAnIncompleteTransfer() {
    SimulatedSwitch lying = switches.with(new Fault.SftpDenied(), new Fault.MoreBytes(1_000));

    depot.collected(lying.address()).only().requireFailed("transfer-incomplete");
  }

  @Test
  void fewerBytesOnceAreFetchedAgain() {
    SimulatedSwitch shaky = switches.with(new Fault.Limited(1, new Fault.FewerBytes(1_000)));

    depot.collected(shaky.address()).only().requireCompleted();

    assertThat(shaky.generates()).isEqualTo(1);
  }

  @Test
  void aPackageOverTheLimitIsNotFetched() {
    SimulatedSwitch large = switches.of(like -> like.packageSize(2 << 20));

    RunningDepot.SwitchEnd end = depot.collected(large.address()).only();

    end.requireFailed("too-large");
    assertThat(end.details()).contains("collect.max-package");
    assertThat(large.connections()).isEqualTo(1);
  }
}
