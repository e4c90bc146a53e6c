package io.netdepot.nmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.http.ApiFixture;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadTest {
  private static final int SIZE = 200_000;

  private NmxFixture nmx;
  private byte[] content;
  private StoredPackage stored;
  private String path;
  private String etag;

  @BeforeAll
  void start(@TempDir Path folder) {
    nmx = new NmxFixture(folder);
    content = new byte[SIZE];
    new Random(1).nextBytes(content);
    stored = nmx.store("10.0.0.1", "nvos_dump ü.tar.gz", content);
    path = path(stored);
    etag = "\"sha256-" + stored.digest() + "\"";
  }

  @AfterAll
  void stop() {
    nmx.close();
  }

  private static String path(StoredPackage stored) {
    return "/nmx/v1/support-packages/" + stored.id();
  }

  @Test
  void refusesAFileThatWasCutShortOnTheDisk() throws IOException {
    StoredPackage cut = nmx.store("10.0.0.9", "cut.tar.gz", content);
    Files.write(nmx.file(cut.id()), Arrays.copyOf(content, 1_000));

    HttpResponse<byte[]> response = nmx.http.get(path(cut));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(ApiFixture.text(response)).contains("\"damaged\"", "cut.tar.gz");
    assertThat(response.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void sendsTheWholeFileWithEverythingAClientNeeds() {
    HttpResponse<byte[]> response = nmx.http.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(content);
    assertThat(response.headers().map())
        .containsEntry("content-length", List.of("" + SIZE))
        .containsEntry("etag", List.of(etag))
        .containsEntry("accept-ranges", List.of("bytes"))
        .containsEntry("content-type", List.of("application/octet-stream"))
        .containsEntry("cache-control", List.of("private, no-cache"))
        .containsEntry("last-modified", List.of("Mon, 05 Jan 2026 10:18:42 GMT"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsKey("date")
        .containsEntry(
            "content-disposition",
            List.of(
                "attachment; filename=\"nvos_dump _.tar.gz\"; "
                    + "filename*=UTF-8''nvos_dump%20%C3%BC.tar.gz"));
    String digest =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(stored.digest().hex()));
    assertThat(response.headers().firstValue("Repr-Digest")).hasValue("sha-256=:" + digest + ":");
  }

  @Test
  void tellsByHeadWhatGetWouldSend() {
    HttpResponse<byte[]> head = nmx.http.send("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().map()).isEqualTo(nmx.http.get(path).headers().map());
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-, 0, 200000",
    "bytes=199999-, 199999, 1",
    "bytes=1000-1999, 1000, 1000",
    "bytes=199000-999999999, 199000, 1000",
    "bytes=-1, 199999, 1",
    "bytes=-200000, 0, 200000",
    "bytes=-900000, 0, 200000",
  })
  void sendsARange(String range, int first, int length) {
    HttpResponse<byte[]> response = nmx.http.get(path, "Range", range);

    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(content, first, first + length));
    assertThat(response.headers().firstValue("Content-Range"))
        .hasValue("bytes " + first + "-" + (first + length - 1) + "/" + SIZE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Range | bytes=1-2,4-5 | 200",
        "Range | bytes=5-1 | 200",
        "Range | lines=1-2 | 200",
        "Range | bytes=200000- | 416",
        "Range | bytes=-0 | 416",
        "If-None-Match | ETAG | 304",
        "If-None-Match | W/ETAG | 304",
        "If-None-Match | \"x\", ETAG | 304",
        "If-None-Match | * | 304",
        "If-None-Match | \"x\" | 200",
        "If-Match | ETAG | 200",
        "If-Match | * | 200",
        "If-Match | W/ETAG | 412",
        "If-Match | \"x\" | 412",
        "If-Modified-Since | Mon, 05 Jan 2026 10:18:42 GMT | 304",
        "If-Modified-Since | Mon, 5 Jan 2026 10:18:41 GMT | 200",
        "If-Modified-Since | yesterday | 200",
        "If-Unmodified-Since | Mon, 5 Jan 2026 10:18:42 GMT | 200",
        "If-Unmodified-Since | Mon, 5 Jan 2026 10:18:41 GMT | 412",
      })
  void keepsTheConditions(String header, String value, int status) {
    HttpResponse<byte[]> response = nmx.http.get(path, header, value.replace("ETAG", etag));

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 416) {
      assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */" + SIZE);
    }
    if (status == 304) {
      assertThat(response.headers().firstValue("ETag")).hasValue(etag);
    }
    if (status == 412) {
      assertThat(ApiFixture.text(response)).contains(header);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ETAG | 206",
        "W/ETAG | 200",
        "\"x\" | 200",
        "Mon, 5 Jan 2026 10:18:42 GMT | 200",
      })
  void resumesOnlyTheSameBytes(String condition, int status) {
    HttpResponse<byte[]> response =
        nmx.http.get(path, "Range", "bytes=10-19", "If-Range", condition.replace("ETAG", etag));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).hasSize(status == 206 ? 10 : SIZE);
  }

  @Test
  void sendsAnEmptyFile() {
    StoredPackage empty = nmx.store("10.0.0.2", "empty", new byte[0]);

    HttpResponse<byte[]> whole = nmx.http.get(path(empty));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Length")).hasValue("0");
    assertThat(nmx.http.get(path(empty), "Range", "bytes=0-").statusCode()).isEqualTo(416);
    assertThat(nmx.http.get(path(empty), "Range", "bytes=-5").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesMalformedAndUnknownIds() {
    assertThat(nmx.http.get("/nmx/v1/support-packages/xyz").statusCode()).isEqualTo(400);
    assertThat(nmx.http.get("/nmx/v1/support-packages/..%2F..%2Fetc").statusCode()).isEqualTo(400);
    assertThat(nmx.http.send("DELETE", "/nmx/v1/support-packages/xyz").statusCode()).isEqualTo(400);
    assertThat(nmx.http.get("/nmx/v1/support-packages/" + "0".repeat(24)).statusCode())
        .isEqualTo(404);
    assertThat(nmx.http.send("HEAD", "/nmx/v1/support-packages/" + "0".repeat(24)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void answersEightyRangesAtOnceEachWithItsOwnBytes() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<byte[]>>> answers =
          IntStream.range(0, 80)
              .mapToObj(
                  i ->
                      clients.submit(
                          () ->
                              nmx.http.get(
                                  path, "Range", "bytes=" + i * 2_500 + "-" + (i * 2_500 + 2_499))))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get().body())
            .isEqualTo(Arrays.copyOfRange(content, i * 2_500, (i + 1) * 2_500));
      }
    }
    Awaitility.await().until(() -> nmx.http.server().transfers().running() == 0);
  }

  @Test
  void deletesThePackageThatIfMatchNamesOnly() throws IOException {
    StoredPackage doomed = nmx.store("10.0.0.5", "doomed.tar.gz", new byte[] {5});
    assertThat(delete(doomed, etag)).isEqualTo(412);
    assertThat(nmx.http.get(path(doomed)).statusCode()).isEqualTo(200);
    String own = "\"sha256-" + doomed.digest().hex() + "\"";
    assertThat(delete(doomed, own)).isEqualTo(204);
    assertThat(delete(doomed, own)).isEqualTo(404);
  }

  private int delete(StoredPackage stored, String tag) {
    return nmx.http
        .send(nmx.http.request(path(stored)).header("If-Match", tag).DELETE())
        .statusCode();
  }

  @Test
  void completesADownloadOfAPackageDeletedMeanwhile() throws IOException {
    byte[] big = new byte[40 << 20];
    new Random(2).nextBytes(big);
    StoredPackage doomed = nmx.store("10.0.0.3", "doomed.tar.gz", big);
    try (Socket socket = begin(doomed)) {
      InputStream in = socket.getInputStream();
      skipHead(in);
      byte[] start = in.readNBytes(1000);
      assertThat(nmx.http.send("DELETE", path(doomed)).statusCode()).isEqualTo(204);
      assertThat(nmx.http.get(path(doomed)).statusCode()).isEqualTo(404);
      byte[] rest = in.readNBytes(big.length - 1000);

      assertThat(start).isEqualTo(Arrays.copyOf(big, 1000));
      assertThat(Arrays.equals(rest, 0, rest.length, big, 1000, big.length)).isTrue();
    }
  }

  @Test
  void forgetsADownloadWhoseClientGoesAway() throws IOException {
    StoredPackage big = nmx.store("10.0.0.4", "big.tar.gz", new byte[40 << 20]);
    try (Socket socket = begin(big)) {
      skipHead(socket.getInputStream());
      Awaitility.await().until(() -> nmx.http.server().transfers().running() == 1);
      socket.setSoLinger(true, 0);
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> nmx.http.server().transfers().running() == 0);
    Awaitility.await().until(() -> nmx.http.context().getInflightRepository().size() == 0);
  }

  private Socket begin(StoredPackage what) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), nmx.http.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path(what)
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + ApiFixture.RO
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void skipHead(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int one = in.read();
      newlines = one == '\n' ? newlines + 1 : one == '\r' ? newlines : 0;
    }
  }
}
