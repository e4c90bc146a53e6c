package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A client as the reference describes them: keeps the cookie it got and the token it fetched.
 *
 * @param cookie what it sends as {@code Cookie}
 * @param token what it sends as {@code X-XSRF-TOKEN}
 */
record VmanageClient(VmanageFixture vmanage, Optional<String> cookie, Optional<String> token) {

  /** Logs in and fetches a token. */
  VmanageClient loggedIn(String user, String password) {
    HttpResponse<byte[]> answer = logIn("/j_security_check", user, password);
    assertThat(answer.body()).isEmpty();
    VmanageClient inside = withCookie(sessionCookie(answer));
    return inside.withToken(text(inside.get("/dataservice/client/token")));
  }

  HttpResponse<byte[]> logIn(String path, String user, String password) {
    return vmanage.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "j_username=" + encoded(user) + "&j_password=" + encoded(password))));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  VmanageClient withCookie(String sent) {
    return new VmanageClient(vmanage, Optional.of(sent), token);
  }

  VmanageClient withToken(String sent) {
    return new VmanageClient(vmanage, cookie, Optional.of(sent));
  }

  VmanageClient withoutToken() {
    return new VmanageClient(vmanage, cookie, Optional.empty());
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = vmanage.request(path);
    cookie.ifPresent(sent -> request.header("Cookie", sent));
    token.ifPresent(sent -> request.header("X-XSRF-TOKEN", sent));
    return request;
  }

  HttpResponse<byte[]> get(String path) {
    return vmanage.send(request(path).GET());
  }

  HttpResponse<byte[]> send(String method, String path) {
    return vmanage.send(request(path).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<byte[]> send(String method, String path, String json) {
    return vmanage.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** The name and value of the cookie of an answer, without its attributes. */
  static String sessionCookie(HttpResponse<byte[]> answer) {
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return new JsonMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
