package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service stops while it collects, and starts again over the same data directory. */
class RestartTest {
  private final Path data;
  private final SwitchSite switches;

  RestartTest(@TempDir Path folder) throws IOException {
    data = folder.resolve("data");
    switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
  }

  @AfterEach
  void stopSwitches() throws IOException {
    switches.close();
  }

  @Test
  void aCollectionStoppedWhileGeneratingGoesOnWithoutHavingLostATry() throws Exception {
    SimulatedSwitch hanging = switches.with(new Fault.Limited(1, new Fault.GenerateHangs()));

    String operation = stopIn("generate", hanging);

    assertThat(hanging.openConnections()).isZero();
    try (RunningDepot again = start()) {
      RunningDepot.Ended ended = again.awaitEnd(operation);
      ended.only().requireCompleted();
      assertThat(again.progress(operation, hanging.address()).path("tries").asInt()).isEqualTo(1);
      again.requireAtRest();
    }
  }

  @Test
  void aTransferThatDoesNotEndInTimeIsPutBackAndFetchedAfterTheStart() throws Exception {
    SimulatedSwitch stuck = switches.with(new Fault.Limited(1, new Fault.StallsAfter(20_000)));

    String operation = stopIn("fetch", stuck);

    try (RunningDepot again = start()) {
      again.awaitEnd(operation).only().requireCompleted();
      assertThat(stuck.generates()).isEqualTo(1);
      assertThat(stuck.packages()).isEmpty();
      assertThat(again.progress(operation, stuck.address()).path("tries").asInt()).isEqualTo(1);
      again.requireAtRest();
    }
  }

  @Test
  void aTransferUnderWayMayEndBeforeTheServiceStops() throws Exception {
    SimulatedSwitch slow =
        switches.of(like -> like.packageSize(60_000).fault(new Fault.Trickle(30_000)));

    String operation;
    try (RunningDepot depot =
        RunningDepot.start(data, switches.port(), "collect.stop-timeout=60 s")) {
      operation = depot.collect(slow.address());
      depot.awaitPhase(operation, slow.address(), "fetch");
    }

    assertThat(slow.packages()).isEmpty();
    try (RunningDepot again = start()) {
      RunningDepot.Ended ended = again.awaitEnd(operation);
      ended.only().requireCompleted();
      assertThat(ended.only().details()).isEmpty();
      assertThat(slow.fetches()).isEqualTo(1);
      again.requireAtRest();
    }
  }

  @Test
  void finishedPackagesAndKnownHostKeysSurvive() throws Exception {
    SimulatedSwitch known = switches.with();
    try (RunningDepot depot = start()) {
      depot.collected(known.address()).only().requireCompleted();
    }
    known.replaceHostKeys();
    try (RunningDepot again = start()) {
      assertThat(again.hasPackageOf(known.address())).isTrue();
      again.collected(known.address()).only().requireFailed("host-key-changed");
      assertThat(again.packages()).hasSize(1);
    }
  }

  private RunningDepot start() throws Exception {
    return RunningDepot.start(data, switches.port(), "collect.stop-timeout=200 ms");
  }

  private String stopIn(String phase, SimulatedSwitch simulated) throws Exception {
    try (RunningDepot depot = start()) {
      String operation = depot.collect(simulated.address());
      depot.awaitPhase(operation, simulated.address(), phase);
      return operation;
    }
  }
}
