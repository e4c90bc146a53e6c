package io.netdepot.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.DataSize;
import io.netdepot.config.UploadSettings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
  private static final UploadSettings PATIENT = limits(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private HttpServer server;

  /** A request and the event loop it is handled on. */
  private record Arrived(HttpServerRequest request, Context loop) {
    BodyStream open(UploadSettings limits, int window) {
      return BodyStream.open(request, loop, limits, () -> window);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.pause();
                  arrived.add(new Arrived(request, vertx.getOrCreateContext()));
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private static UploadSettings limits(Duration stall) {
    return new UploadSettings(
        DataSize.ofGib(1), 1, stall, DataSize.ofKib(1), Duration.ofMinutes(1));
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(long length) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private Arrived arrived() throws InterruptedException {
    return Optional.ofNullable(arrived.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  private static byte[] readAll(BodyStream body) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Optional<ByteBuffer> next = body.next(); next.isPresent(); next = body.next()) {
      byte[] bytes = new byte[next.get().remaining()];
      next.get().get(bytes);
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static void write(Socket socket, byte[] content, AtomicLong written) {
    try {
      for (int at = 0; at < content.length; at += 10_000) {
        socket.getOutputStream().write(content, at, Math.min(10_000, content.length - at));
        written.addAndGet(10_000);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void handsOverEveryByteInOrder() throws Exception {
    byte[] content = new byte[5_000_000];
    new Random(1).nextBytes(content);
    for (int window : new int[] {1, 2, 16}) {
      try (Socket socket = send(head(content.length))) {
        Thread sender = Thread.ofVirtual().start(() -> write(socket, content, new AtomicLong()));
        try (BodyStream body = arrived().open(PATIENT, window)) {
          assertThat(readAll(body)).isEqualTo(content);
          assertThat(body.next()).isEmpty();
        }
        sender.join();
      }
    }
  }

  @Test
  void readsChunksAndNothing() throws Exception {
    String chunked =
        head(0).replace("Content-Length: 0", "Transfer-Encoding: chunked")
            + List.of("3", "abc", "1", "d", "0", "", "").stream().collect(joining("\r\n"));
    try (Socket socket = send(chunked + head(0))) {
      Arrived first = arrived();
      try (BodyStream body = first.open(PATIENT, 2)) {
        assertThat(readAll(body)).asString().isEqualTo("abcd");
      }
      first.loop().runOnContext(now -> first.request().response().end());
      try (BodyStream body = arrived().open(PATIENT, 2)) {
        assertThat(readAll(body)).isEmpty();
      }
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void takesNoMoreThanItsWindowFromAFastClient() throws Exception {
    byte[] content = new byte[50_000_000];
    AtomicLong written = new AtomicLong();
    try (Socket socket = send(head(content.length))) {
      Thread sender = Thread.ofVirtual().start(() -> write(socket, content, written));
      try (BodyStream body = arrived().open(PATIENT, 2)) {
        AtomicLong before = new AtomicLong(-1);
        await()
            .pollInterval(Duration.ofMillis(200))
            .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
        // The system's socket buffers take some megabytes, and the client waits for the rest.
        assertThat(written.get()).isLessThan(content.length / 2);
        assertThat(readAll(body)).hasSize(content.length);
      }
      sender.join();
    }
  }

  @Test
  void promisesToReadOnlyWhenItReads() throws Exception {
    String expecting = head(2).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    try (Socket socket = send(expecting)) {
      Arrived request = arrived();
      assertThat(socket.getInputStream().available()).isZero();
      try (BodyStream body = request.open(PATIENT, 2)) {
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue".length());
        assertThat(answer).asString().isEqualTo("HTTP/1.1 100 Continue");
        socket.getOutputStream().write(new byte[] {1, 2});
        assertThat(readAll(body)).containsExactly(1, 2);
      }
    }
  }

  @Test
  void noticesAClientThatIsGone() throws Exception {
    Arrived request;
    try (Socket socket = send(head(100) + "abc")) {
      request = arrived();
      assertThat(socket.isConnected()).isTrue();
    }
    try (BodyStream body = request.open(PATIENT, 2)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> readAll(body))
          .withMessageContaining("broke off");
    }
  }

  @Test
  void givesUpAClientThatIsSilent() throws Exception {
    try (Socket socket = send(head(100) + "abc")) {
      try (BodyStream body = arrived().open(limits(Duration.ofMillis(50)), 2)) {
        assertThatExceptionOfType(ApiProblem.class)
            .isThrownBy(() -> readAll(body))
            .withMessageContaining("too slowly")
            .satisfies(problem -> assertThat(problem.error().status()).isEqualTo(408));
      }
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void dropsWhatComesAfterItIsClosed() throws Exception {
    byte[] content = new byte[5_000_000];
    try (Socket socket = send(head(content.length))) {
      Thread sender = Thread.ofVirtual().start(() -> write(socket, content, new AtomicLong()));
      Arrived request = arrived();
      BodyStream body = request.open(PATIENT, 2);
      assertThat(body.next()).isPresent();
      body.close();
      request.loop().runOnContext(now -> request.request().resume());
      // All of it is taken, and the next request of the connection is read.
      sender.join();
      socket.getOutputStream().write(head(0).getBytes(StandardCharsets.US_ASCII));
      request.loop().runOnContext(now -> request.request().response().end());
      assertThat(arrived()).isNotNull();
    }
  }
}
