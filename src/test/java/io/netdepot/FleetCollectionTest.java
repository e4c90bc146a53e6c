package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many switches in one request, and many requests for one switch. */
class FleetCollectionTest {
  private static final int HEALTHY = 20;

  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with(
          "nvos.generate-timeout=10 s",
          "collect.max-unpacked=16 MiB",
          "collect.tries=2",
          "ssh.login-timeout=30 s");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @Test
  void eachOfAMixedFleetEndsForItselfAndDelaysNoOther() {
    List<String> healthy = switches.many(HEALTHY).stream().map(SimulatedSwitch::address).toList();
    SimulatedSwitch hanging = switches.with(new Fault.GenerateHangs());
    Map<String, String> faulty = new LinkedHashMap<>();
    faulty.put(hanging.address(), "timed-out");
    faulty.put(switches.of(like -> like.password("other")).address(), "authentication-failed");
    faulty.put(SwitchSite.nextAddress(), "unreachable");
    faulty.put(switches.with(new Fault.GenerateFails("no room")).address(), "command-failed");
    faulty.put(
        switches.with(new Fault.NamesNothing(), new Fault.EmptyListing()).address(),
        "no-package-named");
    faulty.put(switches.with(new Fault.CutAfter(1_000)).address(), "connection-lost");
    faulty.put(switches.with(new Fault.FewerBytes(1_000)).address(), "transfer-incomplete");
    faulty.put(switches.with(new Fault.ArchiveCutShort()).address(), "archive-damaged");
    faulty.put(switches.with(new Fault.NotAnArchive()).address(), "not-an-archive");
    faulty.put(switches.with(new Fault.UnpacksTo(64 << 20)).address(), "too-large");
    List<String> all = new ArrayList<>(faulty.keySet());
    all.addAll(healthy);

    String operation = depot.collect(all.toArray(String[]::new));

    // The others do not wait for the one that hangs.
    await()
        .atMost(RunningDepot.LONG)
        .until(
            () ->
                all.stream()
                    .filter(address -> !address.equals(hanging.address()))
                    .allMatch(
                        address ->
                            depot
                                .progress(operation, address)
                                .path("phase")
                                .asText()
                                .equals("done")));
    assertThat(depot.operation(operation).path("Status").asText()).isEqualTo("in-progress");
    RunningDepot.Ended ended = depot.awaitEnd(operation);
    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.error()).isEqualTo("partial-failure");
    assertThat(ended.switches())
        .extracting(RunningDepot.SwitchEnd::address)
        .containsExactlyElementsOf(all);
    faulty.forEach((address, code) -> ended.of(address).requireFailed(code));
    healthy.forEach(address -> ended.of(address).requireCompleted());
    assertThat(healthy).allMatch(depot::hasPackageOf);
    assertThat(faulty.keySet()).noneMatch(depot::hasPackageOf);
  }

  @Test
  void twoHundredSwitchesAreAllCollected() {
    List<SimulatedSwitch> fleet = switches.many(200);

    RunningDepot.Ended ended =
        depot.collected(fleet.stream().map(SimulatedSwitch::address).toArray(String[]::new));

    assertThat(ended.status()).as(ended.details()).isEqualTo("completed");
    assertThat(ended.percentages().getLast()).isEqualTo(100);
    assertThat(ended.switches()).hasSize(200).allMatch(end -> !end.fileId().isEmpty());
    assertThat(fleet).allMatch(simulated -> simulated.generates() == 1);
    assertThat(fleet).allMatch(simulated -> simulated.connections() == 1);
    assertThat(fleet).allMatch(simulated -> simulated.packages().isEmpty());
    assertThat(fleet).map(SimulatedSwitch::address).allMatch(depot::hasPackageOf);
  }

  @Test
  void aSwitchIsNotCollectedTwiceAtOneTime() {
    SimulatedSwitch busy = switches.with(new Fault.GenerateHangs());
    String first = depot.collect(busy.address());

    HttpResponse<String> refused = depot.askToCollect("", busy.address());

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("conflict", first);
    assertThat(depot.cancel(first).statusCode()).isEqualTo(202);
    depot.awaitEnd(first);
    busy.behave();
    depot.collected(busy.address()).only().requireCompleted();
  }

  @Test
  void whenNoSwitchIsCollectedTheOperationSaysSo() {
    RunningDepot.Ended ended =
        depot.collected(
            switches.with(new Fault.GenerateFails("one")).address(),
            switches.with(new Fault.NotAnArchive()).address());

    assertThat(ended.status()).isEqualTo("failed");
    assertThat(ended.error()).isEqualTo("collection-failed");
    assertThat(ended.details()).contains("0 of 2", "command-failed", "not-an-archive");
  }

  @Test
  void progressMovesThroughTheStepsOfTheWork() {
    SimulatedSwitch slow =
        switches.of(like -> like.packageSize(12 << 20).generateTime(Duration.ofMillis(600)));

    RunningDepot.Ended ended = depot.collected(slow.address());

    ended.only().requireCompleted();
    assertThat(ended.steps())
        .anyMatch(step -> step.contains("Generating on " + slow.address()))
        .anyMatch(step -> step.contains("Fetching from " + slow.address()));
    assertThat(ended.percentages().stream().distinct().count()).isGreaterThan(5);
    assertThat(ended.percentages().getLast()).isEqualTo(100);
  }
}
