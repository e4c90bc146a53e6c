package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.config.UploadSettings;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StorageFullException;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a target that does as it is told, over bare sockets. */
class UploadsTest {
  private static final String FORM =
      "--X\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nbytes\r\n--X--";

  private final AtomicLong free = new AtomicLong(DataSize.ofGib(1).bytes());
  private final List<String> published = new CopyOnWriteArrayList<>();
  private final Target target = new Target();
  private DataLayout layout;
  private Spool spool;
  private ApiFixture server;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    layout = DataLayout.open(folder);
    StoreSettings settings = new StoreSettings(folder, new DataSize(0), 0);
    spool =
        new Spool(
            layout,
            new DiskGuard(settings, free::get, () -> DataSize.ofGib(1).bytes()),
            new StoreHealth());
    Api api =
        new Api(
            "uploads",
            OpenApiContract.load("/openapi/uploads-v1.yaml"),
            Optional.empty(),
            new ProblemShape(),
            Map.of(),
            Map.of(),
            Map.of("upload", target));
    server =
        new ApiFixture(
            List.of(api),
            ApiFixture::check,
            ApiFixture.noDevices(),
            new UploadSettings(
                DataSize.ofMib(1),
                1,
                Duration.ofMinutes(1),
                DataSize.ofKib(1),
                Duration.ofMinutes(1)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    assertThat(spooled()).isEmpty();
    layout.close();
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(layout.root().resolve("spool"))) {
      return files.toList();
    }
  }

  /** Keeps names, and fails as it is told. */
  private final class Target implements UploadTarget {
    private Optional<IOException> failure = Optional.empty();

    @Override
    public void requireRoom(Call call, long bytes) throws IOException {
      spool.requireRoom(bytes);
    }

    @Override
    public SpoolFile begin(Call call, String fileName) throws IOException {
      return spool.create();
    }

    @Override
    public Reply publish(Call call, String fileName, ReceivedFile file) throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      published.add(fileName + " " + file.size());
      spool.drop(file);
      return Reply.empty(200);
    }

    @Override
    public void drop(ReceivedFile file) throws IOException {
      spool.drop(file);
    }

    @Override
    public ApiError noRoom(StorageFullException full) {
      return ApiError.of(400, "no room here");
    }
  }

  private String head(String... more) {
    return "POST /uploads/v1/file HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
        + ApiFixture.RW
        + "\r\nContent-Type: multipart/form-data; boundary=X\r\n"
        + String.join("\r\n", more)
        + "\r\n\r\n";
  }

  private String upload(String... more) {
    return server.raw(head(more) + FORM);
  }

  private static String length(long bytes) {
    return "Content-Length: " + bytes;
  }

  @Test
  void takesAFile() {
    assertThat(upload(length(FORM.length()))).startsWith("HTTP/1.1 200 ");
    assertThat(published).containsExactly("a 5");
  }

  @Test
  void promisesNothingToWhoIsRefused() throws Exception {
    String expect = "Expect: 100-continue";
    // As large as it may be with the form around it, and one more.
    assertThat(refusal(head(length((2 << 20) + 1), expect)))
        .startsWith("HTTP/1.1 413 ")
        .contains("1 MiB");
    assertThat(refusal(head(length(9), expect).replace(ApiFixture.RW, ApiFixture.RO)))
        .startsWith("HTTP/1.1 403 ");
    assertThat(refusal(head(length(9), expect).replace(ApiFixture.RW, "Basic eDp5")))
        .startsWith("HTTP/1.1 401 ");
    assertThat(refusal(head(length(9), "Expect: 200-ok"))).startsWith("HTTP/1.1 417 ");
    assertThat(refusal(head(length(9), expect, "Content-Encoding: gzip")))
        .startsWith("HTTP/1.1 415 ");
    assertThat(refusal(head(length(9), expect, "Content-Digest: sha-256=x")))
        .startsWith("HTTP/1.1 400 ");
    free.set(100);
    assertThat(refusal(head(length(101), expect)))
        .startsWith("HTTP/1.1 400 ")
        .contains("no room here");
  }

  /** The answer to somebody who sends the head and waits for a promise. */
  private String refusal(String head) throws IOException {
    try (Socket socket = open()) {
      send(socket, head);
      StringBuilder answer = new StringBuilder();
      // Every refusal has a body, which ends with the only brace of that answer.
      while (answer.indexOf("}") < 0) {
        answer.append(read(socket, 1));
      }
      return answer.toString();
    }
  }

  @Test
  void promisesToReadFromWhoIsNot() throws Exception {
    try (Socket socket = open()) {
      send(socket, head(length(FORM.length()), "Expect: 100-continue"));
      assertThat(read(socket, "HTTP/1.1 100 Continue\r\n\r\n".length()))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      send(socket, FORM);
      assertThat(read(socket, "HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
    }
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String read(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  @Test
  void takesSoManyAtOnce() throws Exception {
    try (Socket first = open()) {
      send(first, head(length(FORM.length())));
      await().until(() -> upload(length(FORM.length())).startsWith("HTTP/1.1 503 "));
      assertThat(upload(length(FORM.length()))).contains("Retry-After: ");
      send(first, FORM);
      assertThat(read(first, "HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
    }
    await().until(() -> upload(length(FORM.length())).startsWith("HTTP/1.1 200 "));
  }

  @Test
  void freesItsPlaceWhenAClientGoes() throws Exception {
    try (Socket first = open()) {
      send(first, head(length(FORM.length())) + FORM.substring(0, FORM.length() - 10));
      await().until(() -> !spooled().isEmpty());
    }
    await().until(() -> upload(length(FORM.length())).startsWith("HTTP/1.1 200 "));
    assertThat(published).hasSize(1);
  }

  @Test
  void dropsWhatCouldNotBePublished() {
    target.failure = Optional.of(new IOException("the disk's own words"));
    assertThat(upload(length(FORM.length())))
        .startsWith("HTTP/1.1 500 ")
        .doesNotContain("own words");
    target.failure = Optional.of(new StorageFullException("full"));
    assertThat(upload(length(FORM.length()))).startsWith("HTTP/1.1 400 ").contains("no room here");
  }

  @Test
  void countsBesideTheDownloads() throws Exception {
    try (Socket first = open()) {
      send(first, head(length(FORM.length())));
      await().until(() -> server.server().transfers().running() == 1);
      send(first, FORM);
      assertThat(read(first, "HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
    }
    await().until(() -> server.server().transfers().running() == 0);
  }
}
