package io.netdepot.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.config.NotifySettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that answers as it should not. */
@Timeout(180)
class WebhookTest {
  private static final Instant AT = Instant.parse("2026-01-05T10:15:00Z");
  private static final OperationView ENDED =
      new OperationView(
          new Operation(
              new EntityId("a".repeat(24)),
              AT,
              AT,
              OperationState.COMPLETED,
              new RecordedRequest("post", "http://127.0.0.1/", "{}"),
              "",
              ""),
          100,
          "",
          AT,
          List.of());

  /** What a server does with each connection, one after the other; then it closes it. */
  private interface Manners {
    void serve(Socket client) throws Exception;
  }

  private static final class Server implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Server(Manners... each) throws IOException {
      var unused =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (Manners manners : each) {
                        Socket client = socket.accept();
                        open.add(client);
                        manners.serve(client);
                      }
                    } catch (Exception e) {
                      // The test is over.
                    }
                  });
    }

    String url(String scheme) {
      return scheme + "://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    }
  }

  private static void hangUp(Socket client) throws IOException {
    await(client);
    client.close();
  }

  private static void reset(Socket client) throws IOException {
    await(client);
    client.setSoLinger(true, 0);
    client.close();
  }

  private static void silent(Socket client) throws IOException {
    await(client);
  }

  private static void await(Socket client) throws IOException {
    assertThat(client.getInputStream().read()).isNotNegative();
  }

  private static void answer(Socket client, String head) throws IOException {
    await(client);
    client.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  private static void headWithoutBody(Socket client) throws IOException {
    answer(client, "HTTP/1.1 200 OK\r\nContent-Length: 10");
  }

  private static void post(String url, int tries, Optional<Path> secret) throws IOException {
    NotifySettings settings =
        new NotifySettings(
            Optional.of(URI.create(url)),
            "Authorization",
            secret,
            Duration.ofSeconds(20),
            tries,
            Duration.ofMillis(1),
            "",
            Duration.ofMinutes(1));
    try (Webhook webhook = new Webhook(settings)) {
      webhook.post(ENDED);
    }
  }

  @Test
  void theHeadOfAnAnswerIsEnough() throws Exception {
    try (Server server = new Server(WebhookTest::headWithoutBody)) {
      post(server.url("http"), 1, Optional.empty());
    }
  }

  @Test
  void aBrokenConnectionIsTriedAgainAndTheHostNamed() throws Exception {
    try (Server server = new Server(WebhookTest::hangUp, WebhookTest::headWithoutBody)) {
      post(server.url("http"), 2, Optional.empty());
    }
    try (Server server = new Server(WebhookTest::reset, WebhookTest::hangUp)) {
      assertThatIOException()
          .isThrownBy(() -> post(server.url("http"), 2, Optional.empty()))
          .withMessage("The webhook at 127.0.0.1 broke the connection");
    }
  }

  @Test
  void aServerWithoutTlsIsToldAtOnce() throws Exception {
    Manners plain = client -> answer(client, "HTTP/1.1 400 Bad Request");
    try (Server server = new Server(plain)) {
      assertThatIOException()
          .isThrownBy(() -> post(server.url("https"), 3, Optional.empty()))
          .withMessageStartingWith("There is no TLS with the webhook at 127.0.0.1: ");
    }
  }

  @Test
  void whatTlsSaysIsFoundInWhatJavaWrapsItInto() {
    SSLException plain = new SSLException("Unrecognized SSL message, plaintext connection?");
    assertThat(Webhook.telling(new IOException("header parser received no bytes", plain)))
        .isSameAs(plain);
    IOException broken = new IOException("Connection reset");
    assertThat(Webhook.telling(broken)).isSameAs(broken);
  }

  @Test
  void aSecretThatNoHeaderCanHaveIsNotToldWithTheFailure(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("secret");
    for (String value : List.of("Bearer of\na-secret", "Bearer \u00e4-secret", "a-secret\u0000")) {
      Files.writeString(file, value);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      try (Server server = new Server(WebhookTest::silent)) {
        assertThatIOException()
            .isThrownBy(() -> post(server.url("http"), 1, Optional.of(file)))
            .withMessageContaining(file + " (notify.webhook-secret-file)")
            .withNoCause()
            .satisfies(e -> assertThat(e.toString()).doesNotContain("a-secret"));
      }
    }
  }
}
