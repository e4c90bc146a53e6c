package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.LeftOut;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.images.Images;
import io.netdepot.images.Registered;
import io.netdepot.nmx.NmxFixture;
import io.netdepot.operation.LiveTask;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnApiTest {
  private static final String KEYS = "/netdepot/v1/host-keys";
  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  @Test
  void listsAndForgetsHostKeys() {
    depot.pinned.add(key("2001:db8::1", Optional.of(Instant.parse("2026-01-05T10:00:00Z"))));
    depot.pinned.add(key("sw2.example", Optional.empty()));

    JsonNode list = NmxFixture.json(depot.http.get(KEYS));
    assertThat(list).hasSize(2);
    assertThat(list.at("/0/pinnedAt").asText()).isEqualTo("2026-01-05T10:00:00Z");
    assertThat(list.get(1).has("pinnedAt")).isFalse();
    JsonNode one = NmxFixture.json(depot.http.get(KEYS + "/2001:db8:0::1"));
    assertThat(one.at("/0/type").asText()).isEqualTo("ssh-ed25519");

    assertThat(depot.http.send("DELETE", KEYS + "/SW2.example").statusCode()).isEqualTo(204);
    assertThat(depot.http.send("DELETE", KEYS + "/sw2.example").statusCode()).isEqualTo(404);
    assertThat(depot.http.get(KEYS + "/a%20b").statusCode()).isEqualTo(400);
    HttpResponse<byte[]> missing = depot.http.get(KEYS + "/sw3");
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(NmxFixture.json(missing).get("code").asText()).isEqualTo("not-found");
  }

  private static HostKeyBook.PinnedKey key(String address, Optional<Instant> at) {
    return new HostKeyBook.PinnedKey(
        SwitchAddress.of(address), "ssh-ed25519", "SHA256:" + "A".repeat(43), at);
  }

  @Test
  void showsHowFarEachSwitchIs() {
    EntityId id = depot.collect("10.0.0.1", "10.0.0.2");
    depot.operations.claim(10);
    List<Task> tasks = depot.catalog.operations().tasks(id);
    LiveTask live = depot.live.begin(tasks.get(0).id());
    live.phase(Phase.FETCH);
    live.expect(1000);
    live.received(400);
    depot.operations.fail(
        tasks.get(1), new Failure(FailureReason.STALLED, Phase.FETCH, "No byte for 10 min"));

    JsonNode progress = NmxFixture.json(depot.http.get("/netdepot/v1/operations/" + id));

    assertThat(progress.get("state").asText()).isEqualTo("pending");
    assertThat(progress.at("/switches/0/phase").asText()).isEqualTo("fetch");
    assertThat(progress.at("/switches/0/receivedBytes").asLong()).isEqualTo(400);
    assertThat(progress.at("/switches/0/expectedBytes").asLong()).isEqualTo(1000);
    assertThat(progress.at("/switches/0/tries").asInt()).isEqualTo(1);
    assertThat(progress.at("/switches/1/error").asText()).isEqualTo("stalled");
    assertThat(progress.at("/switches/1/details").asText()).isEqualTo("No byte for 10 min");
  }

  @Test
  void detailsOfACancelledSwitchSayWhatItLeftAndNotHowAnEarlierTryFailed() {
    EntityId id = depot.collect("10.0.0.1");
    Task task = depot.operations.claim(1).getFirst();
    depot.operations.retryLater(
        task, new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "Refused"), Duration.ZERO);
    depot.operations.cancel(id);

    JsonNode progress = NmxFixture.json(depot.http.get("/netdepot/v1/operations/" + id));

    assertThat(progress.at("/switches/0/state").asText()).isEqualTo("cancelled");
    assertThat(progress.at("/switches/0/details").asText())
        .isEqualTo("Nothing was left on the switch");
  }

  @Test
  void showsAndBeginsSyncsOfImages() {
    String syncs = "/netdepot/v1/image-syncs";
    assertThat(NmxFixture.json(depot.http.get(syncs))).isEmpty();
    Images images = depot.images.images();
    Image image = added(images.register().addUrl("http://images.example/a.bin", "1"));
    Image repository = added(images.register().addUrl("http://images.example/all/", "1"));
    depot
        .catalog
        .imageSyncs()
        .record(
            new ImageSync(
                image.id(),
                Instant.parse("2026-01-05T10:00:02Z"),
                Optional.empty(),
                Instant.parse("2026-01-05T10:05:02Z"),
                1,
                "The connection broke",
                Optional.empty(),
                Optional.empty(),
                4000,
                Duration.ofSeconds(2),
                Optional.empty(),
                LeftOut.NOTHING),
            image);

    JsonNode list = NmxFixture.json(depot.http.get(syncs));

    assertThat(list).hasSize(2);
    assertThat(list.at("/0/kind").asText()).isEqualTo("repository");
    assertThat(list.get(0).has("fileName")).isFalse();
    assertThat(list.at("/1/fileName").asText()).isEqualTo("a.bin");
    assertThat(list.at("/1/state").asText()).isEqualTo("idle");
    assertThat(list.at("/1/bytesPerSecond").asLong()).isEqualTo(2000);
    assertThat(list.at("/1/last/error").asText()).isEqualTo("The connection broke");
    HttpResponse<byte[]> begun =
        depot.http.send("POST", syncs, "{\"imageId\":\"" + repository.id() + "\"}");
    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(NmxFixture.json(begun).get("state").asText()).isEqualTo("waiting");
    for (String body :
        List.of("{}", "{\"imageId\":\"x\"}", "{\"imageId\":\"x\",\"every\":\"day\"}")) {
      assertThat(depot.http.send("POST", syncs, body).statusCode()).as(body).isEqualTo(400);
    }
    // The one that waits keeps what has changed.
    HttpResponse<byte[]> more =
        depot.http.send(
            "POST", syncs, "{\"imageId\":\"" + repository.id() + "\",\"replace\":true}");
    assertThat(more.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(more).get("detail").asText()).contains("when it has ended");
    String none = "{\"imageId\":\"" + ImageId.random() + "\"}";
    assertThat(depot.http.send("POST", syncs, none).statusCode()).isEqualTo(404);
  }

  private static Image added(Registered registered) {
    return ((Registered.Done) registered).image();
  }

  @Test
  void answersUnknownAndMalformedIds() {
    assertThat(depot.http.get("/netdepot/v1/operations/x").statusCode()).isEqualTo(400);
    assertThat(depot.http.get("/netdepot/v1/operations/" + "0".repeat(24)).statusCode())
        .isEqualTo(404);
    assertThat(depot.http.get("/netdepot/v1/openapi.yaml").statusCode()).isEqualTo(200);
  }
}
