package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static io.netdepot.vmanage.VmanageClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bearer tokens, as in 20.18. */
class JwtLoginTest {
  private static final String LIST = "/dataservice/client/server";

  private final VmanageFixture vmanage = new VmanageFixture();

  @AfterEach
  void stop() {
    vmanage.close();
  }

  private HttpResponse<byte[]> logIn(String password, String more) {
    return vmanage
        .client()
        .send(
            "POST",
            "/jwt/login",
            "{\"username\":\"rw-user\",\"password\":\"" + password + "\"" + more + "}");
  }

  private JsonNode tokens(String more) {
    HttpResponse<byte[]> answer = logIn(VmanageFixture.WRITE_PASSWORD, more);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return json(answer);
  }

  private HttpRequest.Builder request(String token, String path) {
    return vmanage.request(path).header("Authorization", "Bearer " + token);
  }

  private int status(String token) {
    return vmanage.send(request(token, LIST)).statusCode();
  }

  @Test
  void saysWhatTheTokenIsGoodFor() throws Exception {
    JsonNode tokens = tokens("");

    assertThat(tokens.path("sub").asText()).isEqualTo("rw-user");
    assertThat(tokens.path("aud").asText()).isEqualTo("vmanage");
    assertThat(tokens.path("duration").asLong()).isEqualTo(1_800);
    assertThat(tokens.path("exp").asLong())
        .isEqualTo(vmanage.clock.instant().getEpochSecond() + 1_800);
    assertThat(tokens.path("isAPIKey").isBoolean()).isTrue();
    List<String> parts = List.of(tokens.path("token").asText().split("\\.", -1));
    assertThat(parts).hasSize(3).doesNotContain("");
    JsonNode claims =
        new JsonMapper()
            .readTree(
                new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8));
    assertThat(claims.path("sub").asText()).isEqualTo("rw-user");
    assertThat(claims.path("exp").asLong()).isEqualTo(tokens.path("exp").asLong());
  }

  @Test
  void letsInUntilItEnds() {
    String token = tokens(",\"duration\":60").path("token").asText();

    assertThat(status(token)).isEqualTo(200);
    vmanage.clock.move(Duration.ofSeconds(59));
    assertThat(status(token)).isEqualTo(200);
    vmanage.clock.move(Duration.ofSeconds(1));
    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void takesNoTokenButItsOwn() {
    String token = tokens("").path("token").asText();
    String[] parts = token.split("\\.", -1);
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

    for (String other :
        List.of(
            parts[0] + "." + parts[1] + ".",
            header + "." + parts[1] + ".",
            header + "." + parts[1] + "." + parts[2],
            token + "x",
            parts[2],
            "x",
            tokens("").path("refresh").asText())) {
      assertThat(status(other)).as(other).isEqualTo(401);
    }
    assertThat(status(token)).isEqualTo(200);
    // Not as a cookie either.
    assertThat(vmanage.client().withCookie("JSESSIONID=" + token).get(LIST).statusCode())
        .isEqualTo(401);
  }

  @Test
  void needsTheXsrfTokenToChangeAnything() {
    JsonNode tokens = tokens("");
    String token = tokens.path("token").asText();
    String xsrf = text(vmanage.send(request(token, "/dataservice/client/token")));

    assertThat(xsrf).isEqualTo(tokens.path("csrf").asText());
    assertThat(json(vmanage.send(request(token, LIST))).at("/data/CSRFToken").asText())
        .isEqualTo(xsrf);
    assertThat(vmanage.send(request(token, "/dataservice/x").DELETE()).statusCode()).isEqualTo(403);
    assertThat(
            vmanage
                .send(request(token, "/dataservice/x").header("x-xsrf-token", xsrf).DELETE())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void refreshesOnceAndEndsTheOldTokens() {
    JsonNode first = tokens(",\"duration\":60");
    vmanage.clock.move(Duration.ofSeconds(90));

    HttpResponse<byte[]> refreshed = refresh(first);

    assertThat(refreshed.statusCode()).isEqualTo(200);
    assertThat(status(first.path("token").asText())).isEqualTo(401);
    assertThat(status(json(refreshed).path("token").asText())).isEqualTo(200);
    assertThat(refresh(first).statusCode()).isEqualTo(401);
    assertThat(refresh(json(refreshed)).statusCode()).isEqualTo(200);
  }

  @Test
  void theRefreshTokenEndsToo() {
    JsonNode tokens = tokens(",\"duration\":60");
    vmanage.clock.move(Duration.ofSeconds(60).plus(VmanageFixture.IDLE));

    assertThat(refresh(tokens).statusCode()).isEqualTo(401);
  }

  private HttpResponse<byte[]> refresh(JsonNode tokens) {
    return vmanage
        .client()
        .send("POST", "/jwt/refresh", "{\"refresh\":\"" + tokens.path("refresh").asText() + "\"}");
  }

  @Test
  void aLogoutEndsBothTokens() {
    JsonNode tokens = tokens("");
    String token = tokens.path("token").asText();

    vmanage.send(request(token, "/logout"));

    assertThat(status(token)).isEqualTo(401);
    assertThat(refresh(tokens).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesAWrongPasswordWithAnError() {
    for (int i = 0; i < VmanageFixture.FAILURES; i++) {
      HttpResponse<byte[]> answer = logIn("wrong", "");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).at("/error/details").asText()).contains("password is wrong");
    }
    assertThat(logIn(VmanageFixture.WRITE_PASSWORD, "").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"duration\":0       | duration",
        ",\"duration\":604801  | duration",
        ",\"duration\":\"60\"  | duration: must be a whole number",
        ",\"username\":\"x\"   | twice",
      })
  void namesWhatIsWrongInTheBody(String more, String expected) {
    HttpResponse<byte[]> answer = logIn(VmanageFixture.WRITE_PASSWORD, more);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/details").asText()).contains(expected);
  }
}
