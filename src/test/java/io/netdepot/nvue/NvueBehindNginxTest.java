package io.netdepot.nvue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.peer.RealNginx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A switch's REST API behind a real nginx, whose own errors come in place of NVUE's. */
class NvueBehindNginxTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static NvueSite site;

  @SuppressWarnings("NullAway.Init")
  private static RealNginx nginx;

  private static int port;
  private static int verifying;

  @BeforeAll
  static void start() throws Exception {
    RealNginx.require();
    site =
        new NvueSite(
            Files.createDirectory(folder.resolve("switch")),
            """
            http GET /nvue_v1/system/tech-support/files
              out {}
            http GET /nvue_v1/slow/x
              hang
            """);
    String address = site.fleet.only().address();
    port = RealNginx.freePort(address);
    verifying = RealNginx.freePort(address);
    Path proxy = Files.createDirectory(folder.resolve("proxy"));
    Files.writeString(proxy.resolve("users"), "somebody:{PLAIN}else\n");
    nginx =
        RealNginx.start(
            proxy,
            """
            server {
              listen %1$s:%2$d ssl;
              location / { proxy_pass https://%1$s:%3$d; }
              location /nvue_v1/down/ { proxy_pass https://127.0.0.1:1; }
              location /nvue_v1/slow/ { proxy_pass https://%1$s:%3$d; proxy_read_timeout 1s; }
              location /nvue_v1/login/ { auth_basic nvue; auth_basic_user_file users; }
              location /nvue_v1/closed/ { deny all; }
              location /nvue_v1/busy/ { return 503; }
              location /nvue_v1/gone/ { return 404; }
              location /nvue_v1/moved/ { return 302 https://127.0.0.1:1/; }
              location /nvue_v1/page/ { default_type text/html; return 200 "<html>Welcome</html>"; }
            }
            server {
              listen %1$s:%4$d ssl;
              ssl_verify_client on;
              ssl_client_certificate cert.pem;
              location / { proxy_pass https://%1$s:%3$d; }
            }
            """
                .formatted(address, port, site.fleet.httpsPort(), verifying),
            address,
            port);
    site.restPort = port;
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
    if (site != null) {
      site.close();
    }
  }

  @Test
  void whatTheSwitchAnswersComesThrough() throws Exception {
    site.restPort = port;
    assertThat(site.read(NvueSite.LISTING)).isEqualToIgnoringNewLines("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "down, API_UNAVAILABLE, Bad Gateway",
    "slow, API_UNAVAILABLE, Gateway Time-out",
    "busy, API_UNAVAILABLE, Service Temporarily Unavailable",
    "login, AUTHENTICATION_FAILED, Authorization Required",
    "closed, REQUEST_REFUSED, Forbidden",
    "gone, REQUEST_REFUSED, Not Found",
    "moved, REQUEST_REFUSED, a redirect is not followed",
    "page, API_UNAVAILABLE, a page for people"
  })
  void whatTheProxyAnswersIsToldAsItsError(String where, FailureReason reason, String words) {
    site.restPort = port;
    Failure failure = failure(where + "/x");
    assertThat(failure.reason()).as(failure.details()).isEqualTo(reason);
    assertThat(failure.details()).contains(words);
  }

  @Test
  void aProxyThatWantsACertificateOfOursSaysSo() {
    site.restPort = verifying;
    Failure failure = failure(NvueSite.LISTING);
    assertThat(failure.reason()).isEqualTo(FailureReason.REQUEST_REFUSED);
    assertThat(failure.details()).contains("No required SSL certificate was sent");
  }

  private static Failure failure(String resource) {
    return catchThrowableOfType(SwitchFailure.class, () -> site.read(resource)).failure();
  }
}
