package io.netdepot.http;

import static io.netdepot.http.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document says about logins, queries and bodies, on the running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractRulesTest {
  private ApiFixture http;

  /** Lets in who says their name. */
  private static final class NameEntrance implements Entrance {
    @Override
    public Optional<Entry> known(RequestHead head) {
      return Optional.empty();
    }

    @Override
    public Entry check(RequestHead head) {
      return head.header("X-Name")
          .<Entry>map(name -> new Entry.Granted(new Caller(name, role(name))))
          .orElseGet(() -> new Entry.Refused(ApiError.of(401, "Say your name in X-Name")));
    }

    private static Role role(String name) {
      return name.equals("reader") ? Role.READ_ONLY : Role.READ_WRITE;
    }
  }

  @BeforeAll
  void start() {
    Api api =
        new Api(
            "root",
            OpenApiContract.load("/openapi/root-v1.yaml"),
            Optional.of(new NameEntrance()),
            new ProblemShape(),
            Map.of(
                "headRoot", call -> Reply.empty(200),
                "logIn", ContractRulesTest::fields,
                "getGuest", call -> said(call.caller().map(Caller::user).orElse("nobody")),
                "getRoom", ContractRulesTest::room,
                "changeRoom", call -> said(call.body().isMissingNode() ? "no body" : "body"),
                "fillRoom", call -> Reply.empty(200)),
            Map.of());
    http = new ApiFixture(List.of(api));
  }

  @AfterAll
  void stop() {
    http.close();
  }

  private static Reply fields(Call call) {
    return said(call.form("user").orElse("-") + " " + call.form("word").orElse("-"));
  }

  private static Reply room(Call call) {
    return said(
        call.path("name")
            + " on "
            + call.query("floor").orElse("-")
            + " "
            + call.queries("kind")
            + " "
            + call.query("other").orElse("-"));
  }

  private static Reply said(String what) {
    return Reply.json(Map.of("said", what));
  }

  private HttpResponse<byte[]> asks(String name, String method, String path) {
    return http.send(
        http.request(path)
            .setHeader("X-Name", name)
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void asksTheEntranceOfTheApiAndNoOther() {
    // The right password of the usual entrance.
    HttpResponse<byte[]> stranger = http.get("/rooms/blue?floor=1");

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(text(stranger)).contains("Say your name");
    assertThat(stranger.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(asks("writer", "GET", "/rooms/blue?floor=1").statusCode()).isEqualTo(200);
    assertThat(http.get("/elsewhere").statusCode()).isEqualTo(404);
    assertThat(asks("writer", "GET", "/rooms/blue/x").statusCode()).isEqualTo(404);
    assertThat(http.get("/rooms/blue/x").statusCode()).isEqualTo(401);
  }

  @Test
  void letsReadersOnlyRead() {
    assertThat(asks("reader", "GET", "/rooms/blue?floor=1").statusCode()).isEqualTo(200);
    assertThat(asks("reader", "PUT", "/rooms/blue").statusCode()).isEqualTo(403);
  }

  @Test
  void asksNobodyWhoCallsAnOpenOperation() {
    HttpResponse<byte[]> head = asks("", "HEAD", "/");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(text(http.get("/rooms/guest"))).contains("nobody");
    assertThat(text(asks("writer", "GET", "/rooms/guest"))).contains("writer");
    // Only the operation is open, not its path.
    assertThat(http.get("/").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, user=a%20b&word=%2B%26&user=c, a b +&",
    "application/json, user=a+b&word=1;2, a b 1;2",
    "text/plain, '', - -",
  })
  void readsAFormWhateverItsTypeSays(String type, String form, String expected) {
    HttpResponse<byte[]> response =
        http.send(
            http.request("/door")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(form)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("{\"said\":\"" + expected + "\"}");
  }

  @Test
  void refusesAFormThatCannotBeDecoded() {
    HttpResponse<byte[]> response =
        http.send(
            http.request("/door")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("user=%zz")));

    assertThat(response.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "floor=2                            | blue on 2 [] -",
        "floor=2&kind=small&kind=large      | blue on 2 [small, large] -",
        "floor=2&open=true&other=%C3%BC&nocache=1 | blue on 2 [] ü",
      })
  void takesWhatTheDocumentKnowsAndIgnoresTheRest(String query, String expected) {
    HttpResponse<byte[]> response = asks("writer", "GET", "/rooms/blue?" + query);

    assertThat(text(response)).isEqualTo("{\"said\":\"" + expected + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x=1                     | floor: missing",
        "floor=one               | floor: must be a whole number, not a string",
        "floor=0                 | floor: ",
        "floor=1&floor=2         | floor: there 2 times",
        "floor=1&kind=huge       | kind[0]: must be one of",
        "floor=1&open=yes        | open: must be true or false",
        "floor=%ff%              | 400",
        "floor=99999999999999999999 | floor: must be a whole number",
      })
  void refusesAQueryThatBreaksTheContract(String query, String expected) {
    String answer =
        http.raw(
            "GET /rooms/blue?"
                + query
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Name: writer\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains(expected);
  }

  @Test
  void takesAnOptionalBodyOrNone() {
    assertThat(text(asks("writer", "PUT", "/rooms/blue"))).contains("no body");
    HttpRequest.Builder put = http.request("/rooms/blue").header("X-Name", "writer");
    assertThat(
            text(
                http.send(
                    put.header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"size\":1}")))))
        .contains("\"body\"");
    assertThat(http.send(put.PUT(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(400);
  }
}
