package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Switches that cannot be reached or let nobody in. */
class LoginFaultsTest {
  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with("ssh.login-timeout=1500 ms", "collect.tries=3");

  private static final Map<Fault.Moment, SimulatedSwitch> SILENT =
      new EnumMap<>(Fault.Moment.class);

  private static String collectionOfSilent = "";

  // Each is tried three times, for seconds: side by side, from before the first test on.
  @BeforeAll
  static void collectFromSilent() {
    for (Fault.Moment moment : List.of(Fault.Moment.CONNECT, Fault.Moment.LOGIN)) {
      SILENT.put(moment, site.switches().with(new Fault.Silence(moment)));
    }
    collectionOfSilent =
        site.depot()
            .collect(SILENT.values().stream().map(SimulatedSwitch::address).toArray(String[]::new));
  }

  private static SimulatedSwitch silentAt(Fault.Moment moment) {
    return Optional.ofNullable(SILENT.get(moment)).orElseThrow();
  }

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void aWrongPasswordIsNotTriedAgain() {
    SimulatedSwitch strange = switches.of(like -> like.password("another"));

    depot.collected(strange.address()).only().requireFailed("authentication-failed");

    assertThat(strange.refusedLogins()).isEqualTo(1);
    assertThat(strange.connections()).isEqualTo(1);
  }

  @Test
  void anUnknownUserIsNotTriedAgain() {
    SimulatedSwitch strange = switches.of(like -> like.user("cumulus"));

    depot.collected(strange.address()).only().requireFailed("authentication-failed");

    assertThat(strange.connections()).isEqualTo(1);
  }

  @Test
  void theProfileOfTheRequestLogsIn() {
    SimulatedSwitch other = switches.of(like -> like.user("ops").password("e2e word"));
    String profile = depot.profile("ops", "ops", "e2e word");

    depot.awaitEnd(depot.collectWith(profile, other.address())).only().requireCompleted();
  }

  @Test
  void aReplacedSwitchIsRefusedUntilItsKeyIsForgotten() throws Exception {
    SimulatedSwitch replaced = switches.with();
    depot.collected(replaced.address()).only().requireCompleted();
    replaced.replaceHostKeys();
    int before = replaced.connections();

    RunningDepot.SwitchEnd refused = depot.collected(replaced.address()).only();

    refused.requireFailed("host-key-changed");
    assertThat(refused.details()).contains("host-keys forget " + replaced.address());
    assertThat(replaced.connections()).isEqualTo(before + 1);
    assertThat(replaced.logins()).isEqualTo(1);
    assertThat(depot.forgetHostKeys(replaced.address()).statusCode()).isEqualTo(204);
    depot.collected(replaced.address()).only().requireCompleted();
  }

  @Test
  void strictHostKeysRefuseASwitchNeverSeen(@TempDir Path data) throws Exception {
    SimulatedSwitch unseen = switches.with();
    try (RunningDepot strict = RunningDepot.start(data, switches.port(), "ssh.host-keys=strict")) {
      RunningDepot.SwitchEnd refused = strict.collected(unseen.address()).only();

      refused.requireFailed("host-key-unknown");
      assertThat(refused.details()).contains("SHA256:", "known_hosts");
      assertThat(unseen.connections()).isEqualTo(1);
      assertThat(unseen.refusedLogins() + unseen.logins()).isZero();
      strict.requireAtRest();
    }
  }

  @Test
  void aRefusedConnectionIsTriedAsOftenAsTheSettingSays() {
    String nobody = SwitchSite.nextAddress();

    String operation = depot.collect(nobody);

    depot.awaitEnd(operation).only().requireFailed("unreachable");
    assertThat(depot.progress(operation, nobody).path("tries").asInt()).isEqualTo(3);
  }

  @Test
  void aConnectionResetEachTimeIsTriedAsOftenAsTheSettingSays() {
    SimulatedSwitch broken = switches.with(new Fault.ResetsConnection());

    depot.collected(broken.address()).only().requireFailed("unreachable");

    assertThat(broken.connections()).isEqualTo(3);
  }

  @Test
  void aConnectionResetTwiceWorksAtTheThirdTry() {
    SimulatedSwitch shaky = switches.with(new Fault.Limited(2, new Fault.ResetsConnection()));

    depot.collected(shaky.address()).only().requireCompleted();

    assertThat(shaky.connections()).isEqualTo(3);
    assertThat(shaky.generates()).isEqualTo(1);
  }

  @Test
  void aConnectionClosedOnceWorksAtTheSecondTry() {
    SimulatedSwitch shaky = switches.with(new Fault.Limited(1, new Fault.ClosesConnection()));

    depot.collected(shaky.address()).only().requireCompleted();

    assertThat(shaky.connections()).isEqualTo(2);
  }

  @Test
  void aSwitchThatNeverGreetsIsGivenUp() {
    RunningDepot.SwitchEnd end =
        depot.awaitEnd(collectionOfSilent).of(silentAt(Fault.Moment.CONNECT).address());

    end.requireFailed("unreachable");
    assertThat(end.details()).contains("ssh.login-timeout");
  }

  @Test
  void aSwitchThatFallsSilentAtLoginIsGivenUp() {
    SimulatedSwitch silentAtLogin = silentAt(Fault.Moment.LOGIN);
    depot.awaitEnd(collectionOfSilent).of(silentAtLogin.address()).requireFailed("unreachable");

    assertThat(silentAtLogin.logins()).isZero();
  }

  @Test
  void aSlowLoginIsWaitedFor() {
    SimulatedSwitch slow = switches.with(new Fault.SlowLogin(java.time.Duration.ofMillis(300)));

    depot.collected(slow.address()).only().requireCompleted();
  }
}
