package io.netdepot.nmx;

import static io.netdepot.http.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.OpenApiCheck;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Walks every documented operation of both APIs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionTest {
  private NmxFixture nmx;

  @BeforeAll
  void start(@TempDir Path folder) {
    nmx = new NmxFixture(folder);
  }

  @AfterAll
  void stop() {
    nmx.close();
  }

  static Stream<OpenApiCheck.Documented> operations() {
    return Stream.of("/openapi/nmx-v1.yaml", "/openapi/netdepot-v1.yaml")
        .flatMap(document -> new OpenApiCheck(document).operations().stream());
  }

  // A stream of events has no end that could be waited for; that readers may follow it is tried
  // where its client is.
  static Stream<OpenApiCheck.Documented> operationsWithAnEnd() {
    return operations()
        .filter(one -> !one.operation().path("responses").toString().contains("event-stream"));
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:"
                    + nmx.http.port()
                    + path.replaceAll("\\{[^}]+}", "0".repeat(24))))
        .method(method, HttpRequest.BodyPublishers.ofString("{}"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void asksForALogin(OpenApiCheck.Documented one) {
    assertUnauthorized(nmx.http.send(request(one.method(), one.path())));
    assertUnauthorized(
        nmx.http.send(
            request(one.method(), one.path())
                .header("Authorization", ApiFixture.basic("rw-user", "wrong"))));
  }

  private static void assertUnauthorized(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"netdepot\", charset=\"UTF-8\"");
    assertThat(response.headers().firstValue("Connection")).hasValue("close");
  }

  @ParameterizedTest
  @MethodSource("operationsWithAnEnd")
  void letsReadersOnlyRead(OpenApiCheck.Documented one) {
    HttpResponse<byte[]> response =
        nmx.http.send(request(one.method(), one.path()).header("Authorization", ApiFixture.RO));

    if (Set.of("GET", "HEAD").contains(one.method())) {
      assertThat(response.statusCode()).isIn(200, 400, 404);
    } else {
      assertThat(response.statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void namesTheMethodsOfAPath(OpenApiCheck.Documented one) {
    List<String> documented =
        operations()
            .filter(other -> other.path().equals(one.path()))
            .map(OpenApiCheck.Documented::method)
            .flatMap(method -> method.equals("GET") ? Stream.of(method, "HEAD") : Stream.of(method))
            .distinct()
            .sorted()
            .toList();
    for (String method : others(documented)) {
      HttpResponse<byte[]> response =
          nmx.http.send(request(method, one.path()).header("Authorization", ApiFixture.RW));
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).hasValue(String.join(", ", documented));
    }
  }

  @ParameterizedTest
  @MethodSource("operationsWithAnEnd")
  void headAnswersAsGetWithoutABody(OpenApiCheck.Documented one) {
    if (!one.method().equals("GET")) {
      return;
    }
    HttpResponse<byte[]> get =
        nmx.http.send(request("GET", one.path()).header("Authorization", ApiFixture.RO));
    HttpResponse<byte[]> head =
        nmx.http.send(request("HEAD", one.path()).header("Authorization", ApiFixture.RO));

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    for (String header : List.of("Content-Type", "Content-Length")) {
      assertThat(head.headers().firstValue(header)).isEqualTo(get.headers().firstValue(header));
    }
  }

  private static List<String> others(List<String> documented) {
    return Stream.of("PUT", "OPTIONS", "TRACE2", "QUERY")
        .filter(method -> !documented.contains(method))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nmx/v1",
        "/nmx/v1/",
        "/nmx/v1/nothing",
        "/nmx/v1/operations/",
        "/nmx/v1x",
        "/",
        "/nmx",
        "/nmx/v1/support-packages/0/x",
        "/netdepot/v1/x",
        "/NMX/v1/operations",
        "/proxy",
        "/observe/health",
        "/nmx/v1/../../etc/passwd"
      })
  void hidesThatAPathIsUnknownFromStrangers(String path) {
    assertThat(nmx.http.send(request("GET", path)).statusCode()).isEqualTo(401);
    HttpResponse<byte[]> known =
        nmx.http.send(request("GET", path).header("Authorization", ApiFixture.RO));
    assertThat(known.statusCode()).isEqualTo(404);
    assertThat(known.headers().firstValue("Content-Type"))
        .hasValue(
            (path + "/").startsWith("/nmx/v1/") && !path.contains("..")
                ? "application/json"
                : "application/problem+json");
  }

  @Test
  void takesABodyThatBreaksOffForNoFailureOfTheService() {
    Logger log = (Logger) LoggerFactory.getLogger("io.netdepot.http.Answers");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    nmx.http.audited.clear();
    try {
      assertThat(
              nmx.http.raw(
                  "POST /nmx/v1/support-packages HTTP/1.1\r\nHost: x\r\nAuthorization: "
                      + ApiFixture.RW
                      + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
                      + "\r\n\r\nZZ\r\n"))
          .isEmpty();
      Awaitility.await().until(() -> nmx.http.audited.size() == 1);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list).isEmpty();
  }

  @Test
  void auditsWritesAndNothingElse() {
    nmx.http.audited.clear();
    nmx.http.get("/nmx/v1/operations");
    String id = nmx.collect("audited.example").value();
    nmx.http.send(
        request("DELETE", "/nmx/v1/operations/" + id).header("Authorization", ApiFixture.RO));
    nmx.http.send(request("DELETE", "/nmx/v1/operations/" + id));

    Awaitility.await().until(() -> nmx.http.audited.size() == 3);
    assertThat(nmx.http.audited)
        .extracting(
            entry ->
                entry.who().orElse("-")
                    + " "
                    + entry.from()
                    + " "
                    + entry.method()
                    + " "
                    + entry.status()
                    + " "
                    + entry.operation().orElse("-"))
        .containsExactly(
            "rw-user 127.0.0.1 POST 202 " + id,
            "ro-user 127.0.0.1 DELETE 403 -",
            "- 127.0.0.1 DELETE 401 -");
  }

  @Test
  void refusesAStrangersUploadBeforeItsFirstByte() {
    String answer =
        nmx.http.raw(
            """
            POST /nmx/v1/support-packages HTTP/1.1
            Host: x
            Content-Type: application/json
            Content-Length: 5000000000
            Expect: 100-continue

            """
                .replace("\n", "\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("100 Continue");
  }

  @Test
  void asksForTheBodyOnlyWhenItWillBeRead() {
    String head =
        "POST /nmx/v1/support-packages HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
            + ApiFixture.RW
            + "\r\nExpect: 100-continue\r\nContent-Type: ";

    assertThat(nmx.http.raw(head + "text/plain\r\nContent-Length: 3\r\n\r\n"))
        .startsWith("HTTP/1.1 415 ");
    assertThat(nmx.http.raw(head + "application/json\r\nContent-Length: 2000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(nmx.http.raw(head + "application/json\r\nContent-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 100 Continue")
        .contains("HTTP/1.1 400 ");
  }

  @Test
  void staysOnTheConnectionAfterAnError() {
    String get =
        "GET /nmx/v1/%s HTTP/1.1\r\nHost: x\r\nAuthorization: " + ApiFixture.RW + "\r\n%s\r\n";

    String answers =
        nmx.http.raw(
            get.formatted("nothing", "")
                + get.formatted("operations/x", "")
                + get.formatted("operations", "Connection: close\r\n"));

    assertThat(answers).containsSubsequence("HTTP/1.1 404", "HTTP/1.1 400", "HTTP/1.1 200");
  }

  @Test
  void answersWhatIsNotHttp() {
    String login = "Connection: close\r\nAuthorization: " + ApiFixture.RW + "\r\n";

    assertThat(nmx.http.raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.0 414 ")
        .contains("problem+json");
    assertThat(
            nmx.http.raw(
                "GET /nmx/v1/operations HTTP/1.1\r\nHost: x\r\nX: "
                    + "x".repeat(9000)
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("customErrorCode");
    assertThat(nmx.http.raw("hello\r\n\r\n")).startsWith("HTTP/1.0 400 ");
    assertThat(nmx.http.raw("GET /nmx/v1/operations HTTP/1.1\r\n" + login + "\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("Host");
    assertThat(
            nmx.http.raw(
                "POST /nmx/v1/support-packages HTTP/1.1\r\nHost: x\r\n"
                    + login
                    + "Content-Type: application/json\r\nContent-Length: 3\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nmx/v1/%zz", "/nmx/v1/operations/%-1", "/%", "/nmx/v1/%F", "/a|b", "*"})
  void answersPathsThatCannotBeDecoded(String path) {
    String answer =
        nmx.http.raw(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                + ApiFixture.RW
                + "\r\n\r\n");

    assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").contains("\r\n\r\n{");
  }

  @Test
  void putsTheAddressAClientUsedIntoTheRecordUnlessItIsNone() {
    String post =
        "POST /nmx/v1/support-packages HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAuthorization: "
            + ApiFixture.RW
            + "\r\nContent-Type: application/json\r\nContent-Length: 34\r\n\r\n"
            + "{\"Switches\":[{\"Address\":\"host%d\"}]}";

    assertThat(nmx.http.raw(post.formatted("depot.example:8443", 1))).startsWith("HTTP/1.1 202");
    assertThat(nmx.http.raw(post.formatted("user:pw@evil\"", 2))).startsWith("HTTP/1.1 400");
    assertThat(nmx.http.raw(post.formatted("a_b.example:99999", 3))).startsWith("HTTP/1.1 ");

    assertThat(text(nmx.http.get("/nmx/v1/operations")))
        .contains("\"http://depot.example:8443/nmx/v1/support-packages\"")
        .doesNotContain("evil");
  }
}
