package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static io.netdepot.vmanage.VmanageClient.sessionCookie;
import static io.netdepot.vmanage.VmanageClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.http.ApiFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Public clients step by step, each with the steps it takes and the checks it makes itself. Source:
 * vManage software API reference, sections 1.1 to 1.5.
 */
class ScriptedClientsTest {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");
  private static final Pattern EXPIRES = Pattern.compile("(?:^|; ?)Expires=([^;]+)");
  private static final String WRITE = "/dataservice/device/action/nothing";

  private final VmanageFixture vmanage = new VmanageFixture();

  @AfterEach
  void stop() {
    vmanage.close();
  }

  private static boolean isAtLeast(String version, int major, int minor) {
    Matcher matcher = RELEASE.matcher(version);
    assertThat(matcher.lookingAt()).as(version).isTrue();
    int ours = Integer.parseInt(matcher.group(1)) * 1_000 + Integer.parseInt(matcher.group(2));
    return ours >= major * 1_000 + minor;
  }

  /** What the SDK takes for an expired session: it reads the first Set-Cookie as pairs. */
  private static boolean saysExpired(HttpResponse<byte[]> answer) {
    Optional<String> set = answer.headers().firstValue("Set-Cookie");
    Matcher expires = EXPIRES.matcher(set.orElse(""));
    if (set.isEmpty() || !set.get().matches("JSESSIONID=[^;]+;.*") || !expires.find()) {
      return false;
    }
    Instant date = httpDate(answer.headers().firstValue("Date").orElseThrow());
    return !httpDate(expires.group(1)).isAfter(date);
  }

  private static Instant httpDate(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private VmanageClient sdkLogsIn() {
    HttpResponse<byte[]> login =
        vmanage.client().logIn("/j_security_check", "rw-user", VmanageFixture.WRITE_PASSWORD);
    // Any text is bad credentials.
    assertThat(text(login)).isEmpty();
    assertThat(saysExpired(login)).isFalse();
    VmanageClient inside = vmanage.client().withCookie(sessionCookie(login));
    HttpResponse<byte[]> token =
        vmanage.send(
            inside
                .request("/dataservice/client/token")
                .header("Content-Type", "application/json")
                .GET());
    assertThat(text(token)).doesNotContain("<html>").isNotEmpty();
    return inside.withToken(text(token));
  }

  @Test
  void sdk() {
    VmanageClient sdk = sdkLogsIn();

    JsonNode server = json(sdk.get("/dataservice/client/server")).get("data");
    assertThat(server.get("tenancyMode").asText()).isEqualTo("SingleTenant");
    assertThat(server.get("userMode").asText()).isEqualTo("tenant");
    assertThat(server.get("viewMode").asText()).isEqualTo("tenant");
    for (String list : List.of("vpns", "capabilities", "roles")) {
      assertThat(server.get(list).isArray()).as(list).isTrue();
    }
    for (String word : List.of("cloudx", "reverseproxy", "platformVersion", "CSRFToken")) {
      assertThat(server.get(word).isTextual()).as(word).isTrue();
    }
    JsonNode about = json(sdk.get("/dataservice/client/about")).get("data");
    for (String key :
        List.of(
            "title",
            "applicationVersion",
            "applicationServer",
            "copyright",
            "time",
            "timeZone",
            "logo")) {
      assertThat(about.has(key)).as(key).isTrue();
    }
    assertThat(
            LocalDateTime.parse(
                about.get("time").asText(), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
        .isEqualTo("2026-01-05T10:00:00");
    // A write is let in; the path is not there, which the SDK reads as an error with a code.
    JsonNode error = json(sdk.send("POST", WRITE, "{}")).get("error");
    for (String field : List.of("message", "details", "code", "type")) {
      assertThat(error.get(field).isTextual()).as(field).isTrue();
    }

    sdkLogsOut(sdk, server.get("platformVersion").asText());
  }

  private void sdkLogsOut(VmanageClient sdk, String version) {
    HttpResponse<byte[]> out = sdk.send(isAtLeast(version, 20, 12) ? "POST" : "GET", "/logout");
    assertThat(out.statusCode()).isEqualTo(302);
    String location = out.headers().firstValue("Location").orElseThrow();
    assertThat(sdk.get(location).statusCode()).isEqualTo(200);
  }

  @Test
  void sdkAfterItsSessionIdledOut() {
    VmanageClient sdk = sdkLogsIn();
    vmanage.clock.move(VmanageFixture.IDLE);

    HttpResponse<byte[]> late = sdk.get("/dataservice/client/server");

    assertThat(saysExpired(late)).isTrue();
    // It parses every 401 as JSON, and crashes when it is none.
    assertThat(json(late).isObject()).isTrue();
    VmanageClient again = sdkLogsIn();
    HttpResponse<byte[]> retried = again.get("/dataservice/client/server");
    assertThat(retried.statusCode()).isEqualTo(200);
    assertThat(saysExpired(retried)).isFalse();
  }

  /** It logs in again whenever it sees another session than its own. */
  @Test
  void oldSdk() {
    VmanageClient sdk = sdkLogsIn();
    for (int i = 0; i < 20; i++) {
      assertThat(sdk.get("/dataservice/client/server").headers().allValues("Set-Cookie")).isEmpty();
    }
    assertThat(sdk.get("/dataservice/client/server/ready").headers().allValues("Set-Cookie"))
        .isEmpty();
  }

  @Test
  void pythonViptela() {
    // It looks for the page at the very beginning of the answer.
    assertThat(text(vmanage.client().logIn("/dataservice/j_security_check", "rw-user", "wrong")))
        .startsWith("<html>");
    HttpResponse<byte[]> login =
        vmanage
            .client()
            .logIn("/dataservice/j_security_check", "rw-user", VmanageFixture.WRITE_PASSWORD);
    assertThat(text(login)).doesNotStartWith("<html>");
    VmanageClient client = vmanage.client().withCookie(sessionCookie(login));

    JsonNode controllers =
        json(client.get("/dataservice/system/device/controllers?model=vmanage&&&&")).get("data");
    assertThat(isAtLeast(controllers.get(0).get("version").asText(), 19, 2)).isTrue();
    String token = text(client.get("/dataservice/client/token"));
    assertThat(token).doesNotContain("<html>");

    // It reads both fields of an error without looking.
    JsonNode error = json(client.withToken(token).send("DELETE", WRITE)).get("error");
    assertThat(error.get("details").asText()).isNotEmpty();
    assertThat(error.get("message").asText()).isNotEmpty();
  }

  /** An old module asks on its way out. */
  @Test
  void ansibleViptela() {
    VmanageClient client = sdkLogsIn();

    assertThat(client.get("/dataservice/settings/clientSessionTimeout").statusCode())
        .isEqualTo(200);
    assertThat(client.get("/logout").statusCode()).isEqualTo(302);
  }

  /** It never asks for the token itself, and wants exactly 302 at the end. */
  @Test
  void sastre() {
    HttpResponse<byte[]> login =
        vmanage.client().logIn("/j_security_check", "rw-user", VmanageFixture.WRITE_PASSWORD);
    assertThat(text(login)).doesNotContain("<html>");
    VmanageClient client = vmanage.client().withCookie(sessionCookie(login));

    JsonNode server = json(client.get("/dataservice/client/server")).get("data");
    VmanageClient inside = client.withToken(server.get("CSRFToken").asText());
    assertThat(inside.send("POST", WRITE, "{}").statusCode()).isEqualTo(404);

    boolean posts = isAtLeast(server.get("platformVersion").asText(), 20, 12);
    assertThat(
            posts
                ? inside.send("POST", "/logout").statusCode()
                : inside.get("/logout?nocache=1767608322").statusCode())
        .isEqualTo(302);
  }

  /** It sends the whole text of the Set-Cookie back. */
  @Test
  void playbookThatSendsTheWholeSetCookie() {
    HttpResponse<byte[]> login =
        vmanage.client().logIn("/j_security_check", "rw-user", VmanageFixture.WRITE_PASSWORD);
    VmanageClient client =
        vmanage.client().withCookie(login.headers().firstValue("Set-Cookie").orElseThrow());

    String token = json(client.get("/dataservice/client/token?json=true")).get("token").asText();

    assertThat(client.withToken(token).send("POST", WRITE, "{}").statusCode()).isEqualTo(404);
  }

  /** It waits for the server without a login, after a restart. */
  @Test
  void sdkThatWaitsForTheServer() {
    assertThat(vmanage.client().send("HEAD", "/").statusCode()).isEqualTo(200);
    assertThat(
            json(vmanage.client().get("/dataservice/client/server/ready"))
                .get("isServerReady")
                .asBoolean())
        .isTrue();
  }

  /** An API key or a JWT: the token comes from client/token, with the bearer header. */
  @Test
  void goSdkWithABearerToken() {
    JsonNode tokens =
        json(
            vmanage
                .client()
                .send(
                    "POST",
                    "/jwt/login",
                    "{\"username\":\"rw-user\",\"password\":\""
                        + VmanageFixture.WRITE_PASSWORD
                        + "\"}"));
    String bearer = "Bearer " + tokens.get("token").asText();

    String token =
        text(
            vmanage.send(
                vmanage.request("/dataservice/client/token").header("Authorization", bearer)));
    HttpResponse<byte[]> about =
        vmanage.send(vmanage.request("/dataservice/client/about").header("Authorization", bearer));
    assertThat(json(about).at("/data/version").asText()).isNotEmpty();

    HttpRequest.Builder write =
        vmanage
            .request(WRITE)
            .header("Authorization", bearer)
            .header("X-XSRF-TOKEN", token)
            .DELETE();
    assertThat(vmanage.send(write).statusCode()).isEqualTo(404);
  }

  /** Of the time before sessions needed a token. */
  @Test
  void oldScriptWithAPasswordInEachRequest() {
    HttpRequest.Builder write =
        vmanage
            .request(WRITE)
            .header("Authorization", ApiFixture.basic("rw-user", VmanageFixture.WRITE_PASSWORD))
            .DELETE();

    assertThat(vmanage.send(write).statusCode()).isEqualTo(404);
  }
}
