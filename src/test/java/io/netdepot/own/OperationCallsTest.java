package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.http.ApiFixture;
import io.netdepot.nmx.NmxFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationCallsTest {
  private static final String OPERATIONS = "/netdepot/v1/operations";
  private static final Failure REFUSED =
      new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "Connection refused");

  private NmxFixture depot;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path temp) {
    folder = temp;
    depot = new NmxFixture(temp);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** An ended operation: switches without content fail. */
  private EntityId ended(Map<String, byte[]> contents, String... failing) {
    List<String> addresses = new ArrayList<>(contents.keySet());
    addresses.addAll(List.of(failing));
    EntityId id = depot.collect(addresses.toArray(String[]::new));
    depot.operations.claim(100);
    for (Task task : depot.catalog.operations().tasks(id)) {
      byte[] content = contents.get(task.address().text());
      if (content == null) {
        depot.operations.fail(task, REFUSED);
      } else {
        StoredPackage stored = depot.store(task.address().text(), "dump.tar.gz", content);
        depot.operations.complete(task, stored.id(), "");
      }
    }
    assertThat(depot.operations.fold(id)).isPresent();
    return id;
  }

  private JsonNode get(String path) {
    return NmxFixture.json(depot.http.get(path));
  }

  @Test
  void listsOperationsWithWhatBecameOfTheirSwitches() {
    EntityId id = ended(Map.of("sw1", random(10)), "sw2", "sw3");

    JsonNode listed = get(OPERATIONS).at("/items/0");

    assertThat(listed.get("id").asText()).isEqualTo(id.value());
    assertThat(listed.get("state").asText()).isEqualTo("failed");
    assertThat(listed.get("error").asText()).isEqualTo("partial-failure");
    assertThat(listed.at("/counts/switches").asInt()).isEqualTo(3);
    assertThat(listed.at("/counts/completed").asInt()).isEqualTo(1);
    assertThat(listed.at("/counts/failed").asInt()).isEqualTo(2);
    assertThat(listed.has("endedAt")).isTrue();
    assertThat(listed.has("retryOf")).isFalse();
    JsonNode shown = get(OPERATIONS + "/" + id);
    assertThat(shown.get("counts")).isEqualTo(listed.get("counts"));
    assertThat(shown.get("retries")).isEmpty();
    assertThat(shown.at("/switches/0/platform").asText()).isEqualTo("nvos");
    assertThat(shown.at("/switches/1/error").asText()).isEqualTo("unreachable");
  }

  @Test
  void refusesFiltersThatAreNone() {
    for (String query :
        List.of("?state=done", "?address=a%20b", "?from=today", "?limit=0", "?cursor=abc")) {
      assertThat(depot.http.get(OPERATIONS + query).statusCode()).as(query).isEqualTo(400);
    }
  }

  @Test
  void refusesParametersThatAreNotDocumented() {
    HttpResponse<byte[]> typo = depot.http.get(OPERATIONS + "?stat=failed");
    assertThat(typo.statusCode()).isEqualTo(400);
    assertThat(NmxFixture.json(typo).get("detail").asText())
        .isEqualTo(
            "stat: unknown query parameter; known here: address, cursor, from, kind, limit, state, to");
    HttpResponse<byte[]> one = depot.http.get(OPERATIONS + "/" + ended(Map.of(), "sw1") + "?a=%41");
    assertThat(NmxFixture.json(one).get("detail").asText())
        .isEqualTo("a: unknown query parameter; there is none here");
    assertThat(depot.http.get("/netdepot/v1/packages?state=damaged").statusCode()).isEqualTo(400);
    assertThat(depot.http.get("/nmx/v1/operations?nocache=1").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatAFilterMustBe() {
    assertThat(detail("?limit=1001")).isEqualTo("limit: must be at most 1000, not 1001");
    assertThat(detail("?limit=0")).isEqualTo("limit: must be at least 1, not 0");
    assertThat(detail("?from=today"))
        .isEqualTo(
            "from: 'today' is not a time such as 2026-01-05T10:18:42Z (in a query an offset's + is"
                + " written %2B)");
  }

  private String detail(String query) {
    return NmxFixture.json(depot.http.get(OPERATIONS + query)).get("detail").asText();
  }

  @Test
  void collectsAgainWhatFailed() {
    EntityId id = ended(Map.of("sw1", random(10)), "sw2");
    String retry = OPERATIONS + "/" + id + "/retry";

    HttpResponse<byte[]> begun = depot.http.send("POST", retry);

    assertThat(begun.statusCode()).isEqualTo(202);
    String operation = NmxFixture.json(begun).get("operationId").asText();
    assertThat(begun.headers().firstValue("Location")).hasValue(OPERATIONS + "/" + operation);
    assertThat(get(OPERATIONS + "/" + operation).get("retryOf").asText()).isEqualTo(id.value());
    assertThat(get(OPERATIONS + "/" + id).at("/retries/0").asText()).isEqualTo(operation);
    // The vendor's clients see it as an operation like others.
    assertThat(get("/nmx/v1/operations/" + operation).at("/Request/URI").asText()).endsWith(retry);

    HttpResponse<byte[]> busy = depot.http.send("POST", retry, "{\"include\":[\"cancelled\"]}");
    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(busy).get("detail").asText()).contains("sw2", operation);
    assertThat(depot.http.send("POST", OPERATIONS + "/" + operation + "/retry").statusCode())
        .isEqualTo(409);
    assertThat(depot.http.send("POST", retry, "{\"include\":[\"all\"]}").statusCode())
        .isEqualTo(400);
    assertThat(depot.http.send("POST", OPERATIONS + "/" + "0".repeat(24) + "/retry").statusCode())
        .isEqualTo(404);
    EntityId well = ended(Map.of("sw9", random(9)));
    HttpResponse<byte[]> nothing = depot.http.send("POST", OPERATIONS + "/" + well + "/retry");
    assertThat(nothing.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(nothing).get("detail").asText()).contains("Nothing is left");
  }

  private static Map<String, byte[]> entries(byte[] tar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static String bundle(EntityId id) {
    return OPERATIONS + "/" + id + "/bundle";
  }

  @Test
  void bundlesEveryPackageBehindAManifest() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("2001:db8::1", random(1_000_000));
    contents.put("SW2.example.", random(512));
    EntityId id = ended(contents, "sw3");

    HttpResponse<byte[]> response = depot.http.get(bundle(id));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length"))
        .hasValue("" + response.body().length);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-tar");
    assertThat(response.headers().firstValue("Last-Modified")).isEmpty();
    assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("operation-" + id + ".tar");
    Map<String, byte[]> entries = entries(response.body());
    assertThat(entries.keySet())
        .containsExactly(
            "manifest.json", "2001_db8_0_0_0_0_0_1/dump.tar.gz", "sw2.example/dump-2.tar.gz");
    assertThat(entries.get("sw2.example/dump-2.tar.gz")).isEqualTo(random(512));
    JsonNode manifest = new JsonMapper().readTree(entries.get("manifest.json"));
    assertThat(manifest.get("operation").asText()).isEqualTo(id.value());
    assertThat(manifest.at("/switches/0/file").asText())
        .isEqualTo("2001_db8_0_0_0_0_0_1/dump.tar.gz");
    assertThat(manifest.at("/switches/0/size").asLong()).isEqualTo(1_000_000);
    assertThat(manifest.at("/switches/0/sha256").asText()).hasSize(64);
    assertThat(manifest.at("/switches/2/outcome").asText()).isEqualTo("failed");
    assertThat(manifest.at("/switches/2/reason").asText()).isEqualTo("unreachable");
    assertThat(manifest.at("/switches/2").has("file")).isFalse();
    assertThat(depot.http.get(bundle(id)).body()).isEqualTo(response.body());
    HttpResponse<byte[]> head = depot.http.send("HEAD", bundle(id));
    // But for the time of the answer.
    assertThat(head.headers().map())
        .usingRecursiveComparison()
        .ignoringFields("date")
        .isEqualTo(response.headers().map());
  }

  @Test
  void isReadByGnuTar() throws Exception {
    EntityId id = ended(Map.of("sw1." + "long.".repeat(30) + "example", random(70_000)));
    Path tar = Files.write(folder.resolve("b.tar"), depot.http.get(bundle(id)).body());
    Path out = Files.createDirectory(folder.resolve("out"));

    Process listing =
        new ProcessBuilder("tar", "--numeric-owner", "-tvf", tar.toString())
            .redirectErrorStream(true)
            .start();
    String listed = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(listing.waitFor()).as(listed).isZero();
    assertThat(listed).contains("-rw-r--r-- 0/0 ", "manifest.json", "/dump.tar.gz");
    Process extraction =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", out.toString()).start();
    assertThat(extraction.waitFor()).isZero();
    assertThat(out.resolve("sw1." + "long.".repeat(30) + "example/dump.tar.gz"))
        .hasBinaryContent(random(70_000));
  }

  @Test
  void resumesABundleUnlessItsPackagesChanged() {
    EntityId id = ended(Map.of("sw1", random(100_000), "sw2", random(5_000)));
    HttpResponse<byte[]> whole = depot.http.get(bundle(id));
    String tag = whole.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> rest = depot.http.get(bundle(id), "Range", "bytes=4000-", "If-Range", tag);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 4000, whole.body().length));
    assertThat(depot.http.get(bundle(id), "If-None-Match", tag).statusCode()).isEqualTo(304);

    String gone = get(OPERATIONS + "/" + id).at("/switches/0/packageId").asText();
    depot.http.send("DELETE", "/netdepot/v1/packages/" + gone);

    HttpResponse<byte[]> other =
        depot.http.get(bundle(id), "Range", "bytes=4000-", "If-Range", tag);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.headers().firstValue("ETag")).isNotEqualTo(whole.headers().firstValue("ETag"));
  }

  @Test
  void saysWhichPackagesAreDeletedOrDamaged() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("sw1", random(1));
    contents.put("sw2", random(2));
    contents.put("sw3", random(3));
    EntityId id = ended(contents);
    JsonNode shown = get(OPERATIONS + "/" + id);
    depot.http.send(
        "DELETE", "/netdepot/v1/packages/" + shown.at("/switches/0/packageId").asText());
    StoredPackage lost =
        depot
            .catalog
            .packages()
            .find(new EntityId(shown.at("/switches/1/packageId").asText()))
            .orElseThrow();
    Files.delete(depot.packages.fileOf(lost).orElseThrow());

    Map<String, byte[]> entries = entries(depot.http.get(bundle(id)).body());

    assertThat(entries).hasSize(2);
    JsonNode manifest = new JsonMapper().readTree(entries.get("manifest.json"));
    assertThat(manifest.at("/switches/0/missing").asText()).isEqualTo("deleted");
    assertThat(manifest.at("/switches/1/missing").asText()).isEqualTo("damaged");
    assertThat(manifest.at("/switches/2").has("missing")).isFalse();
  }

  @Test
  void completesABundleWhosePackagesAreDeletedMeanwhile() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("sw1", random(30_000_000));
    contents.put("sw2", random(3_000_000));
    EntityId id = ended(contents);
    byte[] whole = depot.http.get(bundle(id)).body();
    List<StoredPackage> stored = depot.packages.list();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), depot.http.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET "
              + bundle(id)
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
              + ApiFixture.RO
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] start = in.readNBytes(2_000);
      for (StoredPackage one : stored) {
        assertThat(depot.http.send("DELETE", "/netdepot/v1/packages/" + one.id()).statusCode())
            .isEqualTo(204);
      }
      byte[] rest = in.readAllBytes();
      byte[] all = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, all, start.length, rest.length);

      assertThat(Arrays.copyOfRange(all, all.length - whole.length, all.length)).isEqualTo(whole);
    }
    // And only then they go.
    Awaitility.await()
        .until(() -> stored.stream().noneMatch(one -> depot.packages.fileOf(one).isPresent()));
  }

  @Test
  void refusesABundleOfWhatHasNotEnded() {
    EntityId id = depot.collect("sw1");

    HttpResponse<byte[]> response = depot.http.get(bundle(id));

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(response).get("detail").asText()).contains("has not ended");
    assertThat(depot.http.send("HEAD", bundle(id)).statusCode()).isEqualTo(409);
    assertThat(depot.http.get(bundle(new EntityId("0".repeat(24)))).statusCode()).isEqualTo(404);
  }

  @Test
  void bundlesAnOperationWithoutPackages() throws IOException {
    EntityId id = ended(Map.of(), "sw1");

    assertThat(entries(depot.http.get(bundle(id)).body())).containsOnlyKeys("manifest.json");
  }
}
