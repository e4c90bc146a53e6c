package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.peer.HttpPeer;
import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a remote repository come by themselves, through the shipped routes. */
class ImageSyncTest {
  private static final String SOFTWARE = "/dataservice/device/action/software";
  private static final String SYNCS = "/netdepot/v1/image-syncs";
  private static final byte[] CONTENT = random(2_000_000, 1);
  private static final byte[] OTHER = random(1_000_000, 2);

  private final Path data;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable TestDepot depot;

  @SuppressWarnings("NullAway.Init") // before each test
  private HttpPeer peer;

  ImageSyncTest(@TempDir Path data) {
    this.data = data;
    settings.put("images.allow", "any, 127.0.0.1");
    settings.put("images.fetch-retry-delay", "1 ms");
    settings.put("images.fetch-tries", "2");
  }

  @BeforeEach
  void startPeer() throws IOException {
    peer = HttpPeer.start();
  }

  @AfterEach
  void stop() throws IOException {
    if (depot != null) {
      depot.close();
    }
    peer.close();
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private TestDepot start(String... changed) throws Exception {
    for (String setting : changed) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    TestDepot started = TestDepot.start(data, settings);
    depot = started;
    return started;
  }

  private TestDepot running() {
    if (depot == null) {
      throw new IllegalStateException("Not started");
    }
    return depot;
  }

  private void add(String path) throws Exception {
    DepotApi.Answer added =
        running()
            .writer()
            .post(SOFTWARE, Map.of("versionName", "1.2.3", "versionURL", peer.url(path)));
    assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
  }

  private JsonNode syncs() {
    try {
      return running().reader().get(SYNCS).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Optional<JsonNode> sync(String fileName) {
    return StreamSupport.stream(syncs().spliterator(), false)
        .filter(each -> each.path("fileName").asText("").equals(fileName))
        .findFirst();
  }

  /** The sync of a file, once an attempt has ended; an empty name is the repository's. */
  private JsonNode ended(String fileName) {
    return await("the sync of '" + fileName + "'")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> sync(fileName),
            found ->
                found
                    .filter(each -> each.path("state").asText().equals("idle") && each.has("last"))
                    .isPresent())
        .orElseThrow();
  }

  private JsonNode again(String fileName, boolean replace) throws Exception {
    JsonNode before = ended(fileName);
    DepotApi.Answer begun =
        running()
            .writer()
            .post(SYNCS, Map.of("imageId", before.path("imageId").asText(), "replace", replace));
    assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> ended(fileName),
            now -> !now.at("/last/attemptedAt").equals(before.at("/last/attemptedAt")));
  }

  private byte[] download(String fileName) throws Exception {
    DepotApi.Answer got = running().reader().get(SOFTWARE + "/package/" + fileName);
    assertThat(got.status()).isEqualTo(200);
    return got.bytes();
  }

  private JsonNode listed(String fileName) throws Exception {
    for (JsonNode image : running().reader().get(SOFTWARE).body().path("data")) {
      if (image.path("availableFiles").asText().equals(fileName)) {
        return image;
      }
    }
    throw new AssertionError(fileName + " is not listed");
  }

  private void requireNothingSpooled() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("spool"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anImageIsListedAsRemoteAndThenServedFromHere() throws Exception {
    start();
    peer.answer("/nvos-amd64-25.02.2579.bin", HttpPeer.hang(CONTENT, 10_000));
    add("/nvos-amd64-25.02.2579.bin");
    JsonNode remote = listed("nvos-amd64-25.02.2579.bin");
    assertThat(remote.path("versionType").asText()).isEqualTo("remote");
    assertThat(remote.path("versionURL").asText())
        .isEqualTo(peer.url("/nvos-amd64-25.02.2579.bin"));
    await()
        .until(
            () ->
                sync("nvos-amd64-25.02.2579.bin")
                    .filter(each -> each.path("receivedBytes").asLong() == 10_000)
                    .isPresent());
    JsonNode under = sync("nvos-amd64-25.02.2579.bin").orElseThrow();
    assertThat(under.path("state").asText()).isEqualTo("running");
    assertThat(under.path("expectedBytes").asLong()).isEqualTo(CONTENT.length);

    peer.put("/nvos-amd64-25.02.2579.bin", CONTENT);
    running().close();
    start();
    JsonNode here = ended("nvos-amd64-25.02.2579.bin");
    assertThat(here.path("here").asBoolean()).isTrue();
    assertThat(here.at("/last/receivedBytes").asLong()).isEqualTo(CONTENT.length);
    assertThat(download("nvos-amd64-25.02.2579.bin")).isEqualTo(CONTENT);
    JsonNode mirrored = listed("nvos-amd64-25.02.2579.bin");
    assertThat(mirrored.path("versionType").asText()).isEqualTo("vmanage");
    assertThat(mirrored.path("versionId")).isEqualTo(remote.path("versionId"));
  }

  @Test
  void aDeclaredDigestThatDoesNotMatchPublishesNothing() throws Exception {
    start();
    peer.put("/a.bin", CONTENT).put("/a.bin.sha256", HttpPeer.sha256(OTHER) + "  a.bin\n");
    add("/a.bin");
    JsonNode failed = ended("a.bin");
    assertThat(failed.path("here").asBoolean()).isFalse();
    assertThat(failed.at("/last/failures").asInt()).isOne();
    assertThat(failed.at("/last/error").asText())
        .contains(HttpPeer.sha256(CONTENT), HttpPeer.sha256(OTHER), "nothing was published");
    requireNothingSpooled();

    peer.put("/a.bin.sha256", HttpPeer.sha256(CONTENT));
    assertThat(again("a.bin", false).path("here").asBoolean()).isTrue();
    // What the .sha256 declares is here, so the file itself is not asked for again.
    again("a.bin", false);
    assertThat(peer.requests("/a.bin")).hasSize(2);
  }

  @Test
  void oneBadFileOfARepositoryDoesNotKeepTheOthers() throws Exception {
    start();
    peer.put("/all/good.bin", CONTENT)
        .put("/all/exchanged.bin", OTHER)
        .answer("/all/page.bin", HttpPeer.page("text/html", "<html>Log in</html>"))
        .answer("/all/moved.bin", HttpPeer.redirect(302, "http://169.254.169.254/moved.bin"))
        .answer("/all/cut.bin", HttpPeer.cutAfter(CONTENT, 1000))
        .put(
            "/all/PULP_MANIFEST",
            Stream.of(
                        "exchanged.bin",
                        "page.bin",
                        "moved.bin",
                        "cut.bin",
                        "missing.bin",
                        "good.bin")
                    .map(
                        name ->
                            name
                                + ","
                                + HttpPeer.sha256(CONTENT)
                                + ","
                                + (name.equals("exchanged.bin") ? OTHER.length : CONTENT.length)
                                + "\n")
                    .reduce("", String::concat)
                + "../../evil.bin,"
                + HttpPeer.sha256(CONTENT)
                + ",1\n");
    add("/all/");
    JsonNode repository = ended("");
    assertThat(repository.at("/last/error").asText()).startsWith("5 of 6 files did not come");
    assertThat(download("good.bin")).isEqualTo(CONTENT);
    assertThat(error("exchanged.bin")).contains("its source declares");
    assertThat(error("page.bin")).contains("a page of HTML");
    assertThat(error("moved.bin")).contains("images.allow");
    assertThat(error("cut.bin")).contains("broke");
    assertThat(error("missing.bin")).contains("There is no");
    assertThat(syncs().findValuesAsText("fileName")).noneMatch(name -> name.contains("evil"));
    requireNothingSpooled();
  }

  @Test
  void whatARepositoryListsInVainIsCountedAndSaidWhy() throws Exception {
    start();
    String sum = HttpPeer.sha256(CONTENT);
    peer.put("/taken/taken.bin", CONTENT).put("/all/good.bin", CONTENT);
    add("/taken/taken.bin");
    ended("taken.bin");
    peer.put(
        "/all/PULP_MANIFEST",
        Stream.of(
                "../evil.bin,%s,1",
                "not a line",
                "deep/file.bin,%s,1",
                "two words.bin,%s,1",
                "taken.bin,%s,1",
                "huge.bin,%s,99999999999999999999999",
                "good.bin,%s," + CONTENT.length)
            .map(line -> line.formatted(sum) + "\n")
            .reduce("", String::concat));
    add("/all/");
    JsonNode last = ended("").path("last");
    assertThat(download("good.bin")).isEqualTo(CONTENT);
    assertThat(last.path("failures").asInt()).isZero();
    assertThat(last.path("leftOut").asInt()).isEqualTo(6);
    assertThat(last.path("leftOutWhy").asText())
        .contains("Line 2 of the list makes no sense", "'../evil.bin' is a path");
    running().close();
    start();
    assertThat(ended("").path("last").path("leftOut").asInt()).isEqualTo(6);
    assertThat(ended("good.bin").path("last").path("leftOut").asInt()).isZero();
  }

  private String error(String fileName) {
    return ended(fileName).at("/last/error").asText();
  }

  @Test
  void changedContentIsKeptOutUntilSomebodyWantsIt() throws Exception {
    start();
    peer.put("/a.bin", CONTENT);
    add("/a.bin");
    ended("a.bin");
    peer.put("/a.bin", OTHER);

    JsonNode changed = again("a.bin", false);

    assertThat(changed.at("/last/changedSha256").asText()).isEqualTo(HttpPeer.sha256(OTHER));
    assertThat(changed.at("/last/error").isMissingNode()).isTrue();
    assertThat(download("a.bin")).isEqualTo(CONTENT);
    // It is known to have changed, and does not come again for nothing.
    JsonNode still = again("a.bin", false);
    assertThat(still.at("/last/receivedBytes").asLong()).isZero();
    assertThat(still.at("/last/changedSha256").asText()).isEqualTo(HttpPeer.sha256(OTHER));

    JsonNode replaced = again("a.bin", true);

    assertThat(replaced.at("/last/changedSha256").isMissingNode()).isTrue();
    assertThat(download("a.bin")).isEqualTo(OTHER);
  }

  @Test
  void bytesThatAreLostComeAgain() throws Exception {
    start();
    peer.put("/a.bin", CONTENT).put("/a.bin.sha256", HttpPeer.sha256(CONTENT));
    add("/a.bin");
    ended("a.bin");
    running().close();
    try (Stream<Path> blobs = Files.walk(data.resolve("blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        Files.delete(blob);
      }
    }
    start();
    again("a.bin", false);
    assertThat(download("a.bin")).isEqualTo(CONTENT);
  }

  @Test
  void changedContentTakesThePlaceWhereTheSettingSaysSo() throws Exception {
    start("images.on-change=replace");
    peer.put("/a.bin", CONTENT);
    add("/a.bin");
    ended("a.bin");
    peer.put("/a.bin", OTHER);
    again("a.bin", false);
    assertThat(download("a.bin")).isEqualTo(OTHER);
  }

  @Test
  void deletingEndsTheFetch() throws Exception {
    start();
    peer.answer("/a.bin", HttpPeer.hang(CONTENT, 10_000));
    add("/a.bin");
    await()
        .until(
            () ->
                sync("a.bin")
                    .filter(each -> each.path("receivedBytes").asLong() == 10_000)
                    .isPresent());
    String id = sync("a.bin").orElseThrow().path("imageId").asText();
    assertThat(running().writer().delete(SOFTWARE + "/" + id).status()).isEqualTo(200);
    await().untilAsserted(this::requireNothingSpooled);
    await()
        .untilAsserted(
            () ->
                assertThat(running().observe("metrics").body())
                    .containsPattern("(?m)^netdepot_image_syncs_running(\\{.*})? 0\\.0$"));
    assertThat(syncs()).isEmpty();
  }

  private void move(String fileName, String path) throws Exception {
    String id = sync(fileName).orElseThrow().path("imageId").asText();
    DepotApi.Answer moved =
        running().writer().put(SOFTWARE + "/" + id, Map.of("versionURL", peer.url(path)));
    assertThat(moved.status()).as(moved.body().toString()).isEqualTo(200);
  }

  @Test
  void anotherAddressBringsItsOwnBytes() throws Exception {
    start();
    peer.put("/viptela-20.6.2-x86_64.tar.gz", CONTENT).put("/viptela-20.6.3-x86_64.tar.gz", OTHER);
    add("/viptela-20.6.2-x86_64.tar.gz");
    ended("viptela-20.6.2-x86_64.tar.gz");
    move("viptela-20.6.2-x86_64.tar.gz", "/viptela-20.6.3-x86_64.tar.gz");
    assertThat(ended("viptela-20.6.3-x86_64.tar.gz").path("here").asBoolean()).isTrue();
    assertThat(download("viptela-20.6.3-x86_64.tar.gz")).isEqualTo(OTHER);
    assertThat(sync("viptela-20.6.2-x86_64.tar.gz")).isEmpty();
  }

  @Test
  void aFileOfARepositoryComesFromWhereTheRepositoryIsNow() throws Exception {
    start("images.mirror=on-demand");
    String list = HttpPeer.sha256(OTHER) + "  a.bin\n";
    peer.put("/old/SHA256SUMS", HttpPeer.sha256(CONTENT) + "  a.bin\n")
        .put("/old/a.bin", CONTENT)
        .put("/new/SHA256SUMS", list)
        .put("/new/a.bin", OTHER);
    add("/old/");
    ended("");
    move("", "/new/");
    ended("");
    assertThat(running().reader().get(SOFTWARE + "/package/a.bin").status()).isEqualTo(503);
    assertThat(ended("a.bin").path("here").asBoolean()).isTrue();
    assertThat(download("a.bin")).isEqualTo(OTHER);
    assertThat(peer.requests("/old/a.bin")).isEmpty();
  }

  @Test
  void anotherAddressEndsTheFetchFromTheOldOne() throws Exception {
    start();
    peer.answer("/a.bin", HttpPeer.hang(CONTENT, 10_000)).put("/b.bin", OTHER);
    add("/a.bin");
    await()
        .until(
            () ->
                sync("a.bin")
                    .filter(each -> each.path("receivedBytes").asLong() == 10_000)
                    .isPresent());
    move("a.bin", "/b.bin");
    assertThat(ended("b.bin").path("here").asBoolean()).isTrue();
    assertThat(download("b.bin")).isEqualTo(OTHER);
    requireNothingSpooled();
  }

  @Test
  void theScheduleAndTheCoolDownBringItAgain() throws Exception {
    peer.put("/a.bin", CONTENT).once("/a.bin.sha256", HttpPeer.status(404));
    peer.once("/a.bin", HttpPeer.status(500)).once("/a.bin", HttpPeer.status(500));
    start("images.cool-down=1 ms", "images.sync-every=1 ms");
    add("/a.bin");
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> sync("a.bin").filter(each -> each.path("here").asBoolean()).isPresent());
    assertThat(peer.requests("/a.bin")).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void onDemandFetchesWhatSomebodyWantsToDownload() throws Exception {
    start("images.mirror=on-demand");
    peer.put("/all/a.bin", CONTENT)
        .put("/all/b.bin", OTHER)
        .put(
            "/all/SHA256SUMS",
            HttpPeer.sha256(CONTENT) + "  a.bin\n" + HttpPeer.sha256(OTHER) + "  b.bin\n");
    add("/all/");
    ended("");
    assertThat(peer.requests("/all/a.bin")).isEmpty();
    DepotApi.Answer first = running().reader().get(SOFTWARE + "/package/a.bin");
    assertThat(first.status()).isEqualTo(503);
    assertThat(first.header("Retry-After")).isNotEmpty();
    assertThat(ended("a.bin").path("here").asBoolean()).isTrue();
    assertThat(download("a.bin")).isEqualTo(CONTENT);
    assertThat(sync("b.bin").orElseThrow().path("here").asBoolean()).isFalse();

    // What failed is not asked for again by each client that comes.
    peer.answer("/all/b.bin", HttpPeer.status(404));
    assertThat(running().reader().get(SOFTWARE + "/package/b.bin").status()).isEqualTo(503);
    ended("b.bin");
    DepotApi.Answer refused = running().reader().get(SOFTWARE + "/package/b.bin");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.body().toString()).contains("image-syncs");
    assertThat(peer.requests("/all/b.bin")).hasSize(1);
  }

  @Test
  void offFetchesOnlyWhatIsAskedFor() throws Exception {
    start("images.mirror=off");
    peer.put("/a.bin", CONTENT);
    add("/a.bin");
    JsonNode idle = sync("a.bin").orElseThrow();
    assertThat(idle.has("last")).isFalse();
    DepotApi.Answer begun =
        running().writer().post(SYNCS, Map.of("imageId", idle.path("imageId").asText()));
    assertThat(begun.status()).isEqualTo(202);
    assertThat(ended("a.bin").path("here").asBoolean()).isTrue();
  }

  @Test
  void theReaderMayLookAndNotFetch() throws Exception {
    start("images.mirror=off");
    peer.put("/a.bin", CONTENT);
    add("/a.bin");
    String id = sync("a.bin").orElseThrow().path("imageId").asText();
    assertThat(running().reader().post(SYNCS, Map.of("imageId", id)).status()).isEqualTo(403);
    assertThat(peer.requests()).isEmpty();
  }

  @Test
  void ofFtpServersIsSaidThatTheyAreNotFetched() throws Exception {
    start();
    server("FTP", 21);
    assertThat(error("a.bin")).startsWith("FTP is not fetched");
  }

  @Test
  void anImageOfAServerComesWithItsLogin() throws Exception {
    peer.put("/images/nvos/a.bin", CONTENT);
    start();
    server("HTTP", peer.port());
    assertThat(ended("a.bin").path("here").asBoolean()).isTrue();
    assertThat(peer.requests("/images/nvos/a.bin").getFirst().field("authorization"))
        .contains("Basic cmVhZGVyOm9wZW4gc2VzYW1l");
    assertThat(download("a.bin")).isEqualTo(CONTENT);
  }

  @Test
  @RequiresRealSshd(password = true)
  void anImageOfAnSshServerComesChecked() throws Exception {
    try (RealSshd sshd = RealSshd.with().plain().start()) {
      Path file = Files.write(sshd.dumpDir().resolve("a.bin"), CONTENT);
      Files.writeString(sshd.dumpDir().resolve("a.bin.sha256"), HttpPeer.sha256(OTHER));
      start();
      server(
          "SCP",
          sshd.port(),
          sshd.user(),
          sshd.password().orElseThrow(),
          sshd.dumpDir().toString());
      assertThat(error("a.bin")).contains("its source declares");
      Files.writeString(sshd.dumpDir().resolve("a.bin.sha256"), HttpPeer.sha256(CONTENT));
      assertThat(again("a.bin", false).path("here").asBoolean()).isTrue();
      assertThat(download("a.bin")).isEqualTo(CONTENT);
      assertThat(listed("a.bin").path("versionType").asText()).isEqualTo("lab");
      assertThat(file).exists();
    }
  }

  private void server(String protocol, int port) throws Exception {
    server(protocol, port, "reader", "open sesame", "/images/nvos");
  }

  private void server(String protocol, int port, String user, String password, String prefix)
      throws Exception {
    DepotApi api = running().writer();
    DepotApi.Answer made =
        api.post(
            "/dataservice/device/action/remote-server",
            Map.of(
                "remoteServerName", "lab",
                "remoteServerUrl", "127.0.0.1",
                "remoteServerProtocol", protocol,
                "remoteServerPort", port,
                "remoteServerVPN", 0,
                "remoteServerUser", user,
                "remoteServerPassword", password,
                "imageLocationPrefix", prefix));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    JsonNode servers = api.get("/dataservice/device/action/remote-server").body().path("data");
    String id = servers.at("/0/remoteServerId").asText();
    DepotApi.Answer added = api.post(SOFTWARE, Map.of("remoteServerId", id, "fileName", "a.bin"));
    assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
  }

  @Test
  void filesThatWereDeletedDoNotComeAgain() throws Exception {
    start();
    peer.put("/all/a.bin", CONTENT)
        .put("/all/b.bin", OTHER)
        .put(
            "/all/SHA256SUMS",
            HttpPeer.sha256(CONTENT) + "  a.bin\n" + HttpPeer.sha256(OTHER) + " *b.bin\n");
    add("/all/");
    ended("");
    String id = ended("a.bin").path("imageId").asText();
    assertThat(running().writer().delete(SOFTWARE + "/" + id).status()).isEqualTo(200);
    JsonNode repository = again("", false);
    assertThat(repository.at("/last/error").isMissingNode()).isTrue();
    assertThat(List.copyOf(syncs().findValuesAsText("fileName"))).containsExactly("b.bin");
    assertThat(peer.requests("/all/b.bin")).hasSize(1);
  }
}
