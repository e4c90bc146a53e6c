package io.netdepot.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceFlowTest {
  private static final String TAG = "\"pieces-1\"";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger released = new AtomicInteger();
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Long> reached = new CopyOnWriteArrayList<>();
  private Path folder;
  private ApiFixture server;

  @BeforeEach
  void start(@TempDir Path temp) {
    folder = temp;
    Api api =
        new Api(
            "devices",
            OpenApiContract.load("/openapi/devices-v1.yaml"),
            Optional.empty(),
            new ProblemShape(),
            Map.of("getThing", call -> Reply.json(Map.of())),
            Map.of(
                "downloadOpen",
                call -> download(),
                "downloadClosed",
                call -> download().watchedBy(reached::add)));
    server = new ApiFixture(List.of(api));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private Downloadable download() {
    return new Downloadable(
        pieces,
        pieces.stream().mapToLong(Piece::length).sum(),
        TAG,
        Optional.empty(),
        "application/x-tar",
        "all.tar",
        Optional.of(Instant.EPOCH),
        Map.of("X-Kind", "pieces"),
        released::incrementAndGet,
        Optional.empty());
  }

  private byte[] made(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    pieces.add(new Piece.Made(bytes.length, () -> bytes));
    return bytes;
  }

  private Path file(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("piece-" + pieces.size()), content);
    pieces.add(new Piece.Whole(file, content.length));
    return file;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private HttpResponse<byte[]> send(String method, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/devices/v1/closed"))
            .header("Authorization", ApiFixture.RW)
            .method(method, HttpRequest.BodyPublishers.noBody());
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void tellsWhoWatchesHowFarItIs() throws Exception {
    byte[] all = random(9_000_000);
    Path unused = file(all);

    assertThat(send("GET").body()).isEqualTo(all);
    Awaitility.await().untilAtomic(released, Matchers.is(1));
    assertThat(reached).containsExactly(4L << 20, 8L << 20, 9_000_000L);

    reached.clear();
    byte[] part = send("GET", "Range", "bytes=8000000-").body();
    assertThat(part).isEqualTo(Arrays.copyOfRange(all, 8_000_000, all.length));
    Awaitility.await().untilAtomic(released, Matchers.is(2));
    assertThat(reached).containsExactly(9_000_000L);
  }

  @Test
  void sendsItsPiecesInTheirOrderWithTheirLength() throws Exception {
    byte[] all =
        joined(made("head;"), file0(random(3_000_000)), made(";middle;"), file0(random(1)));

    HttpResponse<byte[]> response = send("GET");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(all);
    assertThat(response.headers().map())
        .containsEntry("content-length", List.of("" + all.length))
        .containsEntry("etag", List.of(TAG))
        .containsEntry("content-type", List.of("application/x-tar"))
        .containsEntry("x-kind", List.of("pieces"))
        .doesNotContainKeys("repr-digest", "transfer-encoding");
    Awaitility.await().untilAtomic(released, Matchers.is(1));
  }

  private byte[] file0(byte[] content) throws IOException {
    Path unused = file(content);
    return content;
  }

  @Test
  void sendsEveryRangeAcrossTheSeams() throws Exception {
    byte[] all =
        joined(file0(random(7)), made("ab"), file0(new byte[0]), made("c"), file0(random(5)));

    for (int first = 0; first < all.length; first++) {
      for (int last = first; last < all.length; last++) {
        HttpResponse<byte[]> response = send("GET", "Range", "bytes=" + first + "-" + last);
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body())
            .as("%s to %s", first, last)
            .isEqualTo(Arrays.copyOfRange(all, first, last + 1));
      }
    }
    assertThat(send("GET", "Range", "bytes=" + all.length + "-").statusCode()).isEqualTo(416);
    assertThat(send("GET", "If-None-Match", TAG).statusCode()).isEqualTo(304);
    assertThat(send("GET", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
    int answers = all.length * (all.length + 1) / 2 + 3;
    Awaitility.await().untilAtomic(released, Matchers.is(answers));
  }

  @Test
  void sendsThousandsOfPieces() throws Exception {
    byte[] content = random(100);
    Path file = Files.write(folder.resolve("one"), content);
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      pieces.add(new Piece.Whole(file, content.length));
      parts.add(content);
      parts.add(made("," + i));
    }

    assertThat(send("GET").body()).isEqualTo(joined(parts.toArray(byte[][]::new)));
  }

  @Test
  void breaksOffRatherThanSendOtherBytes() throws Exception {
    file0(random(1_000));
    Path changed = file(random(1_000));
    made("end");
    Files.write(changed, random(999));
    assertThatThrownBy(() -> send("GET")).isInstanceOf(IOException.class);

    Files.delete(changed);
    assertThatThrownBy(() -> send("GET")).isInstanceOf(IOException.class);
    Awaitility.await().untilAtomic(released, Matchers.is(2));
    Awaitility.await().until(() -> server.server().transfers().running() == 0);
  }

  @Test
  void refusesProperlyWhileNothingHasGoneOut() throws Exception {
    Files.delete(file(random(10)));
    made("end");

    HttpResponse<byte[]> response = send("GET");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().map()).doesNotContainKeys("etag", "content-disposition");
  }

  @Test
  void forgetsAClientThatGoesAway() throws Exception {
    file0(random(30_000_000));
    made("and");
    file0(random(30_000_001));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request =
          "GET /devices/v1/closed HTTP/1.1\r\nHost: x\r\nAuthorization: "
              + ApiFixture.RW
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(1_000)).hasSize(1_000);
      assertThat(server.server().transfers().running()).isEqualTo(1);
      socket.setSoLinger(true, 0);
    }
    Awaitility.await().until(() -> server.server().transfers().running() == 0);
    Awaitility.await().untilAtomic(released, Matchers.is(1));
  }

  @Test
  void leavesTheConnectionFitForTheNextRequest() throws Exception {
    byte[] all = joined(made("a"), file0(random(50_000)));
    String request =
        "GET /devices/v1/closed HTTP/1.1\r\nHost: x\r\nAuthorization: " + ApiFixture.RW + "\r\n";
    String both = server.raw(request + "\r\n" + request + "Connection: close\r\n\r\n");

    byte[] got = both.getBytes(ISO_8859_1);
    assertThat(both.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(Arrays.copyOfRange(got, got.length - all.length, got.length)).isEqualTo(all);
  }
}
