package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.recording.RecordingReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedHttpsTest {
  private static final String ADDRESS = "127.77.2.1";
  private static final String HEAD =
      """
      recording 1
      platform nvos
      release 25.02
      source invented for this test
      host sw1
      login admin pass:word
      """;

  @SuppressWarnings("NullAway.Init") // by each test
  private RecordedFleet fleet;

  @SuppressWarnings("NullAway.Init") // by each test
  private HttpClient client;

  private void play(String lines) throws Exception {
    fleet = RecordedFleet.of(RecordingReader.read("test.device", HEAD + lines), ADDRESS);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Pin(fleet.certificate())}, null);
    client = HttpClient.newBuilder().sslContext(context).build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    fleet.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    return ask("admin:pass:word", method, path, body);
  }

  private HttpResponse<String> ask(String login, String method, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("https://" + ADDRESS + ":" + fleet.httpsPort() + path))
            .timeout(Duration.ofSeconds(20))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void answersRequestByRequest() throws Exception {
    play(
        """
        http POST /nvue_v1/system/tech-support
          body "@generate"
          status 202
          header Content-Type: application/json
          out 7
          create /host/dump/a.tar.gz tar.gz 4 KiB
        http GET /nvue_v1/action/7
          times 2
          out {"state": "running"}
        http GET /nvue_v1/action/7
          out {"state": "action_success"}
        http-like GET /nvue_v1/files/(?<name>[^/]+)
          out ${name} of ${host}
        """);

    HttpResponse<String> started =
        ask("POST", "/nvue_v1/system/tech-support", "{\"@generate\": {\"state\": \"start\"}}");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body()).isEqualTo("7\n");
    assertThat(started.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(fleet.only().files()).containsExactly("/host/dump/a.tar.gz");
    assertThat(ask("GET", "/nvue_v1/action/7", "").body()).contains("running");
    assertThat(ask("GET", "/nvue_v1/action/7", "").body()).contains("running");
    assertThat(ask("GET", "/nvue_v1/action/7", "").body()).contains("action_success");
    assertThat(ask("GET", "/nvue_v1/files/a%2Fb?rev=operational", "").body())
        .isEqualTo("a%2Fb?rev=operational of sw1\n");
    assertThat(fleet.only().unexpected()).isEmpty();
  }

  @Test
  void whatIsUnknownIsNotFoundAndListed() throws Exception {
    play("http GET /a\n  out a\n");

    HttpResponse<String> answer = ask("GET", "/b", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("The requested item does not exist.");
    assertThat(fleet.only().unexpected()).containsExactly("GET /b");
  }

  @Test
  void aBodyThatDoesNotFitIsAnotherRequest() throws Exception {
    play("http POST /a\n  body one\n  body-like \"n\":\\s*2\n  out fits\n");

    assertThat(ask("POST", "/a", "one \"n\": 2").body()).isEqualTo("fits\n");
    assertThat(ask("POST", "/a", "one \"n\": 3").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyElseIsAnswered() throws Exception {
    play("http GET /a\n  out a\n");

    HttpResponse<String> answer = ask("admin:wrong", "GET", "/a", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("<html>");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void aRefusalMayHaveWordsOfItsOwn() throws Exception {
    play("http GET /a\n  out a\nunauthorized\n  status 403\n  out no\n");

    HttpResponse<String> answer = ask("nobody:x", "GET", "/a", "");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("no\n");
  }

  @Test
  void connectionsBreakBeforeAndWithinAnAnswer() throws Exception {
    play("http GET /a\n  cut\nhttp GET /b\n  out half\n  cut\n");

    assertThatThrownBy(() -> ask("GET", "/a", "")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask("GET", "/b", "")).isInstanceOf(IOException.class);
  }

  /** Takes the one certificate, in which no address stands. */
  private static final class Pin extends X509ExtendedTrustManager {
    private final X509Certificate certificate;

    Pin(X509Certificate certificate) {
      this.certificate = certificate;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      if (!chain[0].equals(certificate)) {
        throw new CertificateException("Another certificate");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
