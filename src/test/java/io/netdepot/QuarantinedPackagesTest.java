package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedSwitch;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What came of a package that is not whole is kept apart, and marked as what it is. */
class QuarantinedPackagesTest {
  private static final long SMALL = 64 << 10;
  private static final long BIG = 4 << 20;

  @RegisterExtension
  static final DepotAndSwitches site =
      DepotAndSwitches.with(
          "collect.max-unpacked=16 MiB", "collect.stall=1500 ms", "collect.tries=2");

  private final RunningDepot depot = site.depot();
  private final SwitchSite switches = site.switches();

  @AfterEach
  void nothingIsPublished() {
    assertThat(depot.packages()).isEmpty();
  }

  private JsonNode quarantine(SimulatedSwitch source) {
    return depot.get("/netdepot/v1/quarantine?address=" + source.address()).path("items");
  }

  private JsonNode only(SimulatedSwitch source) {
    JsonNode items = quarantine(source);
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  @Test
  void anArchiveCutShortOnTheSwitchIsKeptAndMarked() {
    SimulatedSwitch damaged = switches.with(new Fault.ArchiveCutShort());
    RunningDepot.Ended ended = depot.collected(damaged.address());
    ended.only().requireFailed("archive-damaged");

    JsonNode kept = only(damaged);

    assertThat(kept.path("reason").asText()).isEqualTo("archive-damaged");
    assertThat(kept.path("phase").asText()).isEqualTo("check");
    assertThat(ended.only().details()).startsWith(kept.path("details").asText());
    assertThat(kept.path("operationId").asText()).isEqualTo(ended.operation().path("ID").asText());
    JsonNode failed = depot.progress(kept.path("operationId").asText(), damaged.address());
    assertThat(failed.path("quarantineId").asText()).isEqualTo(kept.path("id").asText());
    assertThat(failed.path("receivedBytes").asLong()).isEqualTo(kept.path("size").asLong());
    String name = kept.path("fileName").asText();
    assertThat(name).startsWith("nvos_dump_").endsWith(".tar.gz.quarantined");
    String path = "/netdepot/v1/quarantine/" + kept.path("id").asText();
    HttpResponse<byte[]> file = depot.bytes(path + "/file");
    assertThat(file.headers().firstValue("Netdepot-Quarantined")).hasValue("archive-damaged");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).contains(name);
    assertThat(file.body()).hasSize(kept.path("size").asInt());

    assertThat(depot.delete(path).statusCode()).isEqualTo(204);
    assertThat(depot.delete(path).statusCode()).isEqualTo(404);
    assertThat(quarantine(damaged)).isEmpty();
  }

  @Test
  void whatIsNoArchiveIsKept() {
    SimulatedSwitch odd = switches.with(new Fault.NotAnArchive());
    depot.collected(odd.address()).only().requireFailed("not-an-archive");
    assertThat(only(odd).path("reason").asText()).isEqualTo("not-an-archive");
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    SimulatedSwitch bomb = switches.with(new Fault.UnpacksTo(64 << 20));
    depot.collected(bomb.address()).only().requireFailed("too-large");
    assertThat(quarantine(bomb)).isEmpty();
  }

  @Test
  void ofAFileThatEndsEarlyAllOfItIsKept() {
    SimulatedSwitch lying = switches.with(new Fault.FewerBytes(1_000));
    depot.collected(lying.address()).only().requireFailed("transfer-incomplete");
    long sftp = only(lying).path("size").asLong();
    SimulatedSwitch guarded = switches.with(new Fault.SftpDenied(), new Fault.FewerBytes(1_000));
    depot.collected(guarded.address()).only().requireFailed("transfer-incomplete");
    assertThat(only(guarded).path("size").asLong()).isEqualTo(sftp);
    assertThat(sftp).isGreaterThan(SMALL / 2);
  }

  @Test
  void ofALostConnectionWhatCameOfTheLastTryIsKept() {
    SimulatedSwitch broken =
        switches.of(kind -> kind.packageSize(BIG).fault(new Fault.CutAfter(BIG / 2)));
    depot.collected(broken.address()).only().requireFailed("connection-lost");
    assertThat(broken.fetches()).isEqualTo(2);
    JsonNode kept = only(broken);
    assertThat(kept.path("reason").asText()).isEqualTo("connection-lost");
    assertThat(kept.path("phase").asText()).isEqualTo("fetch");
    assertThat(kept.path("size").asLong()).isBetween(1L, BIG);
  }

  @Test
  void ofAStalledTransferWhatCameIsKept() {
    SimulatedSwitch stuck =
        switches.of(
            kind ->
                kind.packageSize(BIG)
                    .fault(new Fault.SftpDenied())
                    .fault(new Fault.StallsAfter(BIG / 2)));
    depot.collected(stuck.address()).only().requireFailed("stalled");
    assertThat(only(stuck).path("size").asLong()).isBetween(1L, BIG / 2);
  }

  @Test
  void whatALaterTryMakesGoodIsDropped() {
    SimulatedSwitch shaky =
        switches.of(
            kind -> kind.packageSize(BIG).fault(new Fault.Limited(1, new Fault.CutAfter(BIG / 2))));
    RunningDepot.SwitchEnd end = depot.collected(shaky.address()).only();
    end.requireCompleted();
    assertThat(quarantine(shaky)).isEmpty();
    assertThat(depot.deletePackage(end.fileId()).statusCode()).isEqualTo(204);
  }
}
