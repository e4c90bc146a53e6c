package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.nmx.NmxFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCallsTest {
  private static final String QUARANTINE = "/netdepot/v1/quarantine";
  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private QuarantinedFile kept(String address, String content) throws IOException {
    SwitchTask task =
        new SwitchTask(
            depot.ids.next(),
            depot.ids.next(),
            SwitchAddress.of(address),
            depot.ids.next(),
            Access.ssh("nvos", 22),
            1,
            Optional.empty());
    Failure failure = new Failure(FailureReason.ARCHIVE_DAMAGED, Phase.CHECK, "It ends early");
    return depot
        .quarantine
        .keep(task, "/host/dump/a.tar.gz", failure, depot.images.receive(content))
        .orElseThrow();
  }

  private JsonNode get(String path) {
    return NmxFixture.json(depot.http.get(path));
  }

  @Test
  void showsSendsAndDeletes() throws Exception {
    QuarantinedFile file = kept("sw1", "abc");
    String path = QUARANTINE + "/" + file.id();

    JsonNode shown = get(path);
    assertThat(shown.get("fileName").asText()).isEqualTo("a.tar.gz.quarantined");
    assertThat(shown.get("reason").asText()).isEqualTo("archive-damaged");
    assertThat(shown.get("details").asText()).isEqualTo("It ends early");
    assertThat(shown.get("sha256").asText()).isEqualTo(file.digest().hex());
    assertThat(shown.get("file").asText()).endsWith(path + "/file");

    HttpResponse<byte[]> bytes = depot.http.get(path + "/file");
    assertThat(new String(bytes.body(), StandardCharsets.UTF_8)).isEqualTo("abc");
    assertThat(bytes.headers().firstValue("Netdepot-Quarantined")).hasValue("archive-damaged");
    assertThat(bytes.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("a.tar.gz.quarantined");
    assertThat(depot.http.send("HEAD", path + "/file").statusCode()).isEqualTo(200);

    assertThat(depot.http.send("DELETE", path).statusCode()).isEqualTo(204);
    for (String gone : new String[] {path, path + "/file"}) {
      assertThat(depot.http.get(gone).statusCode()).isEqualTo(404);
    }
    assertThat(depot.http.send("DELETE", path).statusCode()).isEqualTo(404);
  }

  @Test
  void isNotInTheVendorsList() throws Exception {
    QuarantinedFile file = kept("sw1", "abc");
    assertThat(get("/nmx/v1/support-packages")).isEmpty();
    assertThat(depot.http.get("/nmx/v1/support-packages/" + file.id()).statusCode()).isEqualTo(404);
    assertThat(depot.http.get("/netdepot/v1/packages/" + file.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void turnsPagesAndFilters() throws Exception {
    QuarantinedFile first = kept("sw1", "a");
    QuarantinedFile second = kept("sw2", "b");
    JsonNode page = get(QUARANTINE + "?limit=1");
    assertThat(page.at("/items/0/id").asText()).isEqualTo(second.id().value());
    JsonNode next = get(QUARANTINE + "?limit=1&cursor=" + page.get("next").asText());
    assertThat(next.at("/items/0/id").asText()).isEqualTo(first.id().value());
    assertThat(next.has("next")).isFalse();
    assertThat(get(QUARANTINE + "?address=SW1").at("/items")).hasSize(1);
    assertThat(get(QUARANTINE + "?operation=" + second.operationId()).at("/items")).hasSize(1);
    assertThat(depot.http.get(QUARANTINE + "?cursor=x").statusCode()).isEqualTo(400);
    assertThat(depot.http.get("/netdepot/v1/packages?cursor=" + page.get("next").asText()))
        .extracting(HttpResponse::statusCode)
        .as("a cursor of another list")
        .isEqualTo(400);
  }
}
