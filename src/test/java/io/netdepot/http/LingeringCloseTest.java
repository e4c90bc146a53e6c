package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client that sends all of a refused body before it reads gets the refusal all the same. */
class LingeringCloseTest {
  // More than the buffers of both sockets hold.
  private static final int BODY = 24 << 20;

  private static ApiFixture server() {
    OpenApiContract contract = OpenApiContract.load("/openapi/test-v1.yaml");
    return new ApiFixture(
        List.of(
            new Api(
                "test",
                contract,
                Optional.empty(),
                new ProblemShape(),
                Map.of("getThing", call -> Reply.noContent()),
                Map.of())));
  }

  @Test
  void answersWhoeverSendsToTheEndBeforeItReads() throws Exception {
    try (ApiFixture http = server();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(head("Content-Length: " + BODY, ApiFixture.RW));
      byte[] part = new byte[1 << 16];
      for (int sent = 0; sent < BODY; sent += part.length) {
        out.write(part);
      }

      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Connection: close").endsWith("}");
    }
  }

  @Test
  void cutsOffWhoeverStopsSending() throws Exception {
    try (ApiFixture http = server();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head("Content-Length: " + BODY, "Basic bm9ib2R5Om5v"));

      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 401 ");
    }
  }

  private static byte[] head(String length, String authorization) {
    return ("POST /test/v1/things/7 HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
            + authorization
            + "\r\nContent-Type: application/json\r\n"
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
