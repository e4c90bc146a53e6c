package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling, in each phase: the work would go on for minutes, and ends at once. */
class CancelTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension static final DepotAndSwitches site = DepotAndSwitches.with();

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void whileConnecting() {
    SimulatedSwitch silent = switches.with(new Fault.Silence(Fault.Moment.LOGIN));

    String details = cancelIn("connect", silent);

    assertThat(details).isEqualTo("Nothing was left on the switch");
  }

  @Test
  void whileGenerating() {
    SimulatedSwitch hanging = switches.with(new Fault.GenerateHangs());

    String details = cancelIn("generate", hanging);

    assertThat(details).contains("may stay in its dump directory");
  }

  @Test
  void whileFetching() {
    SimulatedSwitch stuck = switches.with(new Fault.StallsAfter(20_000));

    String details = cancelIn("fetch", stuck);

    assertThat(details).contains("may stay on the switch", stuck.packages().getFirst());
  }

  @Test
  void whileFetchingBySudo() {
    SimulatedSwitch stuck = switches.with(new Fault.SftpDenied(), new Fault.StallsAfter(20_000));

    String details = cancelIn("fetch", stuck);

    assertThat(details).contains("may stay on the switch", stuck.packages().getFirst());
  }

  @Test
  void whileTheArchiveIsChecked() {
    SimulatedSwitch bomb = switches.with(new Fault.UnpacksTo(16L << 30));

    String details = cancelIn("check", bomb);

    assertThat(details).contains("may stay on the switch", bomb.packages().getFirst());
    assertThat(depot.packages()).isEmpty();
  }

  @Test
  void whileWaitingForAPlace(@TempDir Path data) throws Exception {
    SimulatedSwitch first = switches.with(new Fault.GenerateHangs());
    SimulatedSwitch second = switches.with();
    try (RunningDepot narrow =
        RunningDepot.start(data, switches.port(), "ssh.connections=1", "ssh.transfers=1")) {
      String running = narrow.collect(first.address());
      narrow.awaitPhase(running, first.address(), "generate");
      String waiting = narrow.collect(second.address());

      assertThat(narrow.cancel(waiting).statusCode()).isEqualTo(202);

      RunningDepot.Ended ended = narrow.awaitEnd(waiting);
      assertThat(ended.status()).isEqualTo("cancelled");
      assertThat(ended.only().details()).isEqualTo("Nothing was left on the switch");
      assertThat(second.connections()).isZero();
      assertThat(narrow.cancel(running).statusCode()).isEqualTo(202);
      assertThat(narrow.awaitEnd(running).status()).isEqualTo("cancelled");
      narrow.requireAtRest();
    }
  }

  @Test
  void whileWaitingForTheNextTry(@TempDir Path data) throws Exception {
    String nobody = SwitchSite.nextAddress();
    try (RunningDepot patient =
        RunningDepot.start(data, switches.port(), "collect.retry-delay=10 min")) {
      String operation = patient.collect(nobody);
      await()
          .atMost(RunningDepot.LONG)
          .until(() -> patient.progress(operation, nobody).hasNonNull("error"));

      assertThat(patient.cancel(operation).statusCode()).isEqualTo(202);

      assertThat(patient.awaitEnd(operation).only().status()).isEqualTo("cancelled");
      patient.requireAtRest();
    }
  }

  @Test
  void packagesThatWereStoredBeforeStay() {
    SimulatedSwitch healthy = switches.with();
    SimulatedSwitch hanging = switches.with(new Fault.GenerateHangs());
    String operation = depot.collect(healthy.address(), hanging.address());
    depot.awaitPhase(operation, healthy.address(), "done");

    assertThat(depot.cancel(operation).statusCode()).isEqualTo(202);

    RunningDepot.Ended ended = depot.awaitEnd(operation);
    assertThat(ended.status()).isEqualTo("cancelled");
    ended.of(healthy.address()).requireCompleted();
    assertThat(ended.of(hanging.address()).status()).isEqualTo("cancelled");
    assertThat(depot.hasPackageOf(healthy.address())).isTrue();
    String fileId = ended.of(healthy.address()).fileId();
    assertThat(depot.deletePackage(fileId).statusCode()).isEqualTo(204);
  }

  @Test
  void anEndedOperationCannotBeCancelled() {
    String operation = depot.collect(switches.with(new Fault.GenerateFails("no")).address());
    depot.awaitEnd(operation);

    assertThat(depot.cancel(operation).statusCode()).isEqualTo(409);
  }

  /** Cancels when the switch is in a phase, requires all that must hold; gives the details. */
  private String cancelIn(String phase, SimulatedSwitch simulated) {
    String operation = depot.collect(simulated.address());
    depot.awaitPhase(operation, simulated.address(), phase);

    assertThat(depot.cancel(operation).statusCode()).isEqualTo(202);

    await()
        .atMost(SOON)
        .until(() -> depot.operation(operation).path("Status").asText().equals("cancelled"));
    await()
        .atMost(SOON)
        .until(() -> simulated.runningCommands() == 0 && simulated.openConnections() == 0);
    await().atMost(SOON).until(() -> depot.spool().isEmpty());
    RunningDepot.SwitchEnd end = depot.awaitEnd(operation).only();
    assertThat(end.status()).isEqualTo("cancelled");
    return end.details();
  }
}
