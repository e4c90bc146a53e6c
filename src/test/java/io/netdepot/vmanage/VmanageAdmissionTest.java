package io.netdepot.vmanage;

import static io.netdepot.vmanage.VmanageClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.OpenApiCheck;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks every documented operation as a stranger and as ro-user. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VmanageAdmissionTest {
  /** What a stranger may call; one more is a decision, so it is written here too. */
  private static final Set<String> OPEN =
      Set.of(
          "logIn",
          "logInBelowDataservice",
          "logOut",
          "logOutByPost",
          "getPage",
          "headPage",
          "logInForToken",
          "refreshToken",
          "getReady",
          "downloadImageForDevice",
          "headImageForDevice",
          "downloadImageByNameForDevice",
          "headImageByNameForDevice");

  private VmanageFixture vmanage;
  private VmanageClient reader;

  @BeforeAll
  void start() {
    vmanage = new VmanageFixture();
    reader = vmanage.reader();
  }

  @AfterAll
  void stop() {
    vmanage.close();
  }

  private static List<OpenApiCheck.Documented> all() {
    return new OpenApiCheck("/openapi/vmanage.yaml").operations();
  }

  static Stream<OpenApiCheck.Documented> closed() {
    return all().stream()
        .filter(one -> !OPEN.contains(one.id()))
        // Answers strangers with a page, as clients want it.
        .filter(one -> !one.id().equals("getToken"));
  }

  private static String path(OpenApiCheck.Documented one) {
    return one.path().replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000");
  }

  @Test
  void onlyWhatIsNamedHereIsOpenToAll() {
    List<String> open =
        all().stream()
            .filter(
                one -> one.operation().has("security") && one.operation().get("security").isEmpty())
            .map(OpenApiCheck.Documented::id)
            .toList();

    assertThat(OPEN).containsAll(open);
    assertThat(all())
        .filteredOn(one -> OPEN.contains(one.id()))
        .allMatch(one -> one.operation().path("security").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("closed")
  void asksForALogin(OpenApiCheck.Documented one) {
    for (VmanageClient stranger :
        List.of(vmanage.client(), vmanage.client().withCookie("JSESSIONID=x"))) {
      assertUnauthorized(
          vmanage.send(
              stranger.request(path(one)).method(one.method(), BodyPublishers.ofString("{}"))));
    }
    for (String login : List.of("Bearer x", "Basic eDp4", "Digest x", "Bearer", "")) {
      HttpResponse<byte[]> answer =
          vmanage.send(
              vmanage
                  .request(path(one))
                  .header("Authorization", login)
                  .method(one.method(), BodyPublishers.noBody()));
      // Many wrong passwords come from here.
      assertThat(answer.statusCode()).isIn(401, 429);
    }
  }

  private static void assertUnauthorized(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("1970");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void letsReadersOnlyRead(OpenApiCheck.Documented one) {
    HttpResponse<byte[]> answer = reader.send(one.method(), path(one), "{}");

    if (Set.of("GET", "HEAD").contains(one.method())) {
      assertThat(answer.statusCode()).isIn(200, 400, 404);
    } else {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(json(answer).at("/error/details").asText()).contains("may only read");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dataservice",
        "/dataservice/",
        "/dataservice/nothing",
        "/dataservice/client/token/",
        "/dataservice/device/action/firmware",
        "/dataservice/tenant",
        "/jwt",
        "/logout/x",
        "/j_security_check/x"
      })
  void hidesThatAPathIsUnknownFromStrangers(String path) {
    assertThat(vmanage.client().get(path).statusCode()).isEqualTo(401);

    HttpResponse<byte[]> known = reader.get(path);

    assertThat(known.statusCode()).isEqualTo(404);
    JsonNode error = json(known).get("error");
    for (String field : List.of("message", "details", "code")) {
      assertThat(error.get(field).isTextual()).as(field).isTrue();
    }
    assertThat(error.get("details").asText()).contains("/dataservice/openapi.yaml");
  }

  @Test
  void ownsNothingBesideItsPaths() {
    HttpResponse<byte[]> elsewhere =
        vmanage.send(vmanage.request("/nowhere").header("Authorization", ApiFixture.RW));

    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(elsewhere.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(vmanage.client().get("/nowhere").headers().firstValue("WWW-Authenticate"))
        .isPresent();
  }

  @Test
  void namesTheMethodsOfAPath() {
    HttpResponse<byte[]> answer = reader.send("OPTIONS", "/dataservice/client/about");

    // To the contract it is no reading, so the reader needs the token it has.
    assertThat(answer.statusCode()).isIn(403, 405);
    VmanageClient writer = vmanage.writer();
    answer = writer.send("PUT", "/logout");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
  }

  @Test
  void publishesItsDocument() {
    HttpResponse<byte[]> answer = reader.get("/dataservice/openapi.yaml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(VmanageClient.text(answer)).startsWith("openapi: 3.1.0");
  }
}
