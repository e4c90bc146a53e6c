package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.process.DepotApi;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images and remote servers of the whole service, over its restarts. */
@Timeout(120)
class DepotImagesTest {
  private static final String SOFTWARE = "/dataservice/device/action/software";
  private static final String SERVERS = "/dataservice/device/action/remote-server";
  private static final Map<String, String> FETCH_NOTHING = Map.of("images.mirror", "off");

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void whatIsRegisteredOutlivesARestart() throws Exception {
    JsonNode images;
    JsonNode servers;
    try (TestDepot depot = TestDepot.start(data(), FETCH_NOTHING)) {
      DepotApi api = depot.writer();
      post(
          api,
          SERVERS,
          Map.of(
              "remoteServerName", "lab",
              "remoteServerUrl", "127.0.0.1",
              "remoteServerProtocol", "SCP",
              "remoteServerPassword", "hunter2-8Xz"));
      servers = list(api, SERVERS);
      post(
          api,
          SOFTWARE,
          Map.of("remoteServerId", servers.at("/0/remoteServerId").asText(), "fileName", "a.bin"));
      post(api, SOFTWARE, Map.of("versionName", "1", "versionURL", "http://127.0.0.1:1/all/"));
      images = list(api, SOFTWARE);
      assertThat(images).hasSize(2);
    }
    try (TestDepot depot = TestDepot.start(data(), FETCH_NOTHING)) {
      DepotApi api = depot.writer();
      // Neither is here, so no link names the port, which is another now.
      assertThat(list(api, SOFTWARE)).isEqualTo(images);
      assertThat(list(api, SERVERS)).isEqualTo(servers);
      assertThat(api.delete(SOFTWARE + "/" + images.at("/1/versionId").asText()).status())
          .isEqualTo(200);
      assertThat(api.delete(SERVERS + "/" + servers.at("/0/remoteServerId").asText()).status())
          .isEqualTo(200);
    }
    try (TestDepot depot = TestDepot.start(data(), FETCH_NOTHING)) {
      assertThat(list(depot.writer(), SOFTWARE)).hasSize(1);
      assertThat(list(depot.writer(), SERVERS)).isEmpty();
    }
  }

  private static void post(DepotApi api, String path, Map<String, String> body)
      throws IOException, InterruptedException {
    DepotApi.Answer answer = api.post(path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  private static JsonNode list(DepotApi api, String path) throws IOException, InterruptedException {
    return api.get(path).body().path("data");
  }

  @Test
  void aStartTakesAwayWhatNobodyNeedsAndAddsTheMd5() throws Exception {
    String id = killedInTheMiddle();
    try (TestDepot depot = TestDepot.start(data(), FETCH_NOTHING)) {
      // Done before the first answer.
      assertThat(files("spool")).isEmpty();
      assertThat(files("blobs")).hasSize(1);
      DepotApi api = depot.reader();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(api.get("/netdepot/v1/images/" + id).body().path("md5").asText())
                      .isEqualTo("9a0364b9e99bb480dd25e1f0284c8555"));
    }
  }

  /**
   * One image is whole; of another only the blob is there, of a third a part. Returns the first.
   */
  private String killedInTheMiddle() throws IOException {
    try (DataLayout layout = DataLayout.open(data());
        Catalog catalog = SqliteCatalog.open(layout.catalog())) {
      StoreHealth health = new StoreHealth();
      FileBlobStore blobs = new FileBlobStore(layout, health);
      StoreSettings store = new StoreSettings(data(), new DataSize(0), 0);
      Spool spool = new Spool(layout, new DiskGuard(layout, store), health);
      KeptBlobs kept = new KeptBlobs(blobs, spool, catalog.references(), catalog.blobChecks());
      Images images = new Images(catalog.images(), kept, id -> List.of(), Clock.systemUTC());
      images.publish(new ImageFileName("a.bin"), receive(spool, "content"));
      blobs.publish(receive(spool, "published and not recorded"));
      receive(spool, "received and not published");
      return images.list().getFirst().id().value();
    }
  }

  private static ReceivedFile receive(Spool spool, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (SpoolFile file = spool.create()) {
      file.write(bytes, 0, bytes.length);
      return file.finish();
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(data().resolve(name))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
