package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.UploadSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleCutTest {
  private static final Duration LIMIT = Duration.ofMillis(1_500);
  private static final int SIZE = 64 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Boolean> sent = new CompletableFuture<>();
  private int port;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
    HttpServer server =
        vertx
            // As the service does: otherwise Vert.x waits for the first byte before it calls us.
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(new IdleCut(LIMIT))
            .requestHandler(
                request ->
                    request
                        .response()
                        .sendFile(file.toString())
                        .onComplete(done -> sent.complete(done.succeeded())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    port = server.actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void closesAConnectionThatSaysNothing() throws Exception {
    try (Socket socket = connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void breaksOffADownloadThatNobodyReads() throws Exception {
    try (Socket socket = connect()) {
      ask(socket);
      assertThat(sent.get(20, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void anUploadThatStallsIsAnsweredBeforeItsConnectionIsCut() {
    assertThat(Listener.IDLE_LIMIT).isGreaterThan(UploadSettings.LONGEST_STALL);
  }

  @Test
  void letsASlowDownloadGoOnWhileItMoves() throws Exception {
    try (Socket socket = connect()) {
      ask(socket);
      InputStream in = socket.getInputStream();
      long end = System.nanoTime() + LIMIT.multipliedBy(2).toNanos();
      long read = 0;
      // A little every now and then, for longer than the limit.
      while (System.nanoTime() < end) {
        read += in.readNBytes(1 << 20).length;
        CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
            .get(20, TimeUnit.SECONDS);
      }
      assertThat(sent.isCompletedExceptionally()).isFalse();
      read += in.readAllBytes().length;
      assertThat(read).isGreaterThan(SIZE);
      assertThat(sent.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void ask(Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write(
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
  }
}
