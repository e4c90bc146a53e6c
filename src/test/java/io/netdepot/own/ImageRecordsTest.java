package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.LeftOut;
import io.netdepot.fleet.ImageId;
import io.netdepot.nmx.NmxFixture;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRecordsTest {
  private static final String IMAGES = "/netdepot/v1/images";
  private static final Instant NOW = Instant.parse("2026-01-05T10:18:42.123Z");
  private static final Sha256 DIGEST = new Sha256("ab".repeat(32));

  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private Image added(String fileName, ImageOrigin origin, Optional<ImageContent> content) {
    ImageDetails details =
        new ImageDetails("20.6.3", List.of(), "", "", "", List.of(), "software", "");
    Image image = new Image(0, ImageId.random(), fileName, details, origin, content, NOW);
    return ((ImageCatalog.Addition.Done) depot.catalog.images().add(image)).image();
  }

  private JsonNode get(String path) {
    HttpResponse<byte[]> response = depot.http.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    return NmxFixture.json(response);
  }

  @Test
  void saysWhetherTheBytesAreWhatTheyWere() {
    ImageContent content = new ImageContent(3, DIGEST, Optional.empty(), NOW);
    Image image = added("a.bin", new ImageOrigin.Uploaded(), Optional.of(content));
    String path = IMAGES + "/" + image.id();
    assertThat(get(path).path("verified").asText()).isEqualTo("verified");
    assertThat(get(path).path("verifiedAt").asText()).isEqualTo(NOW.toString());

    Instant later = NOW.plusSeconds(1);
    depot
        .catalog
        .blobChecks()
        .record(List.of(new BlobCheck(DIGEST, later, BlobCheck.Outcome.DAMAGED, "Others")));
    assertThat(get(path).path("verified").asText()).isEqualTo("damaged");
    assertThat(get(IMAGES).at("/0/verified").asText()).isEqualTo("damaged");
    assertThat(get(IMAGES).at("/0/verifiedAt").asText()).isEqualTo(later.toString());
  }

  @Test
  void showsTheDigestsOfWhatIsHere() {
    Image image =
        added(
            "a.bin",
            new ImageOrigin.Uploaded(),
            Optional.of(
                new ImageContent(
                    5_000_000_000L, DIGEST, Optional.of(new Md5("cd".repeat(16))), NOW)));
    assertThat(get(IMAGES + "/" + image.id()).toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"fileName\":\"a.bin\",\"versionName\":\"20.6.3\",\"imageType\":\"software\",\"origin\":{\"kind\":\"uploaded\"},\"size\":5000000000,\"sha256\":\"%s\",\"md5\":\"%s\",\"storedAt\":\"%s\",\"verified\":\"verified\",\"verifiedAt\":\"%s\",\"updatedAt\":\"%s\"}"
                .formatted(image.id(), DIGEST, "cd".repeat(16), NOW, NOW, NOW));
  }

  @Test
  void showsHowTheLastSyncWent() {
    Image image =
        added("a.bin", new ImageOrigin.Url("http://images.example/a.bin"), Optional.empty());
    depot
        .catalog
        .imageSyncs()
        .record(
            new ImageSync(
                image.id(),
                NOW,
                Optional.of(NOW.minusSeconds(60)),
                NOW.plusSeconds(60),
                2,
                "The server closed the connection",
                Optional.of("\"abc\""),
                Optional.empty(),
                10_000_000L,
                Duration.ofMillis(2_500),
                Optional.of(DIGEST),
                LeftOut.NOTHING),
            image);
    JsonNode sync = get(IMAGES + "/" + image.id()).get("sync");
    assertThat(sync.get("failures").intValue()).isEqualTo(2);
    assertThat(sync.get("error").asText()).isEqualTo("The server closed the connection");
    assertThat(sync.get("bytesPerSecond").longValue()).isEqualTo(4_000_000L);
    assertThat(sync.get("changedSha256").asText()).isEqualTo(DIGEST.hex());
    assertThat(get(IMAGES).at("/0/sync")).isEqualTo(sync);
  }

  @Test
  void listsTheNewestFirstWithItsOrigin() {
    Image source =
        added("", new ImageOrigin.Repository("http://images.example/"), Optional.empty());
    added(
        "a.bin",
        new ImageOrigin.Found(source.id(), "http://images.example/a.bin"),
        Optional.empty());
    JsonNode list = get(IMAGES);
    assertThat(list.at("/0/origin/kind").asText()).isEqualTo("found");
    assertThat(list.at("/0/origin/repositoryId").asText()).isEqualTo(source.id().value());
    assertThat(list.at("/1/origin/kind").asText()).isEqualTo("repository");
    assertThat(list.get(1).has("fileName")).isFalse();
    assertThat(list.get(1).has("sha256")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "%00", "a6a9ce11-e23d-4c88-88f4-e166b69e149"})
  void refusesWhatIsNoId(String id) {
    assertThat(depot.http.get(IMAGES + "/" + id).statusCode()).isEqualTo(400);
  }

  @Test
  void doesNotFindWhatIsNotThere() {
    HttpResponse<byte[]> response = depot.http.get(IMAGES + "/" + ImageId.random());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(NmxFixture.json(response).get("code").asText()).isEqualTo("not-found");
  }
}
