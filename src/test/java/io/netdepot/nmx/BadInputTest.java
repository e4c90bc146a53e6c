package io.netdepot.nmx;

import static io.netdepot.http.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.OpenApiCheck;
import io.netdepot.http.SchemaViolations;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String PACKAGES = "/nmx/v1/support-packages";
  private NmxFixture nmx;

  @BeforeAll
  void start(@TempDir Path folder) {
    nmx = new NmxFixture(folder);
  }

  @AfterAll
  void stop() {
    nmx.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                    | Switches: missing",
        "[]                                                    | The body: must be an object, not a list",
        "{\"Switches\":[]}                                     | Switches: needs at least 1 entry, has 0",
        "{\"Switches\":[{\"Address\":\"a\"}],\"X\":1}           | X: unknown field",
        "{\"Switches\":[{\"Address\":\"a\",\"port\":1}]}        | Switches[0].port: unknown field",
        "{\"Switches\":[{\"Address\":\"a\"},{\"Address\":\"a\"}]} | Switches[0] and Switches[1] are equal",
        "{\"Switches\":[{\"Address\":\"10.0.0.300\"}]}          | Switches[0].Address: '10.0.0.300' is neither",
        "{\"Switches\":[{\"Address\":\"a b\"}]}                 | Switches[0].Address: 'a b' does not have the form",
        "{\"Switches\":[{\"Address\":\"\"}]}                    | Switches[0].Address: too short",
        "{\"Switches\":[{\"Address\":7}]}                       | Switches[0].Address: must be a string, not a number",
        "{\"Switches\":[{}]}                                    | Switches[0].Address: missing",
        "{\"Switches\":\"sw1\"}                                 | Switches: must be a list, not a string",
        "{\"ProfileID\":\"12\",\"Switches\":[{\"Address\":\"a\"}]} | ProfileID: '12' does not have the form",
        "{\"ProfileID\":null,\"Switches\":[{\"Address\":\"a\"}]} | ProfileID: must be a string, not null",
        "{\"Switches\":[{\"Address\":\"a\"}],\"Switches\":[]}    | 'Switches' is there twice",
        "{\"switches\":[{\"Address\":\"a\"}]}                   | switches: unknown field",
        "{\"Switches\":[{\"Address\":\"a\\n\"}]}                | Switches[0].Address",
        "{\"\\ud800\\u0000\":1,\"Switches\":[{\"Address\":\"a\"}]} | unknown field",
        "{\"Switches\":[{\"Address\":\"a\"}]} []                | more after the end",
      })
  void namesTheFieldAndTheFault(String body, String expected) {
    HttpResponse<byte[]> response = nmx.http.send("POST", PACKAGES, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(NmxFixture.json(response).get("description").asText()).contains(expected);
    assertThat(nmx.catalog.operations().list(10)).isEmpty();
  }

  @Test
  void namesTheFieldsOfAProfileButNeverAPassword() {
    for (String password : new String[] {"ünprintable-77", "x".repeat(65) + "77", "line-77\\n"}) {
      HttpResponse<byte[]> response =
          nmx.http.send(
              "POST",
              "/nmx/v1/switch-profiles",
              "{\"Name\":\"n\",\"Username\":\"u\",\"Password\":\"" + password + "\"}");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(text(response)).contains("Password").doesNotContain("77");
    }
    assertThat(text(nmx.http.send("PATCH", "/nmx/v1/switch-profiles/" + "0".repeat(24), "{}")))
        .contains("needs at least 1 of its fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/json; charset=utf-16",
        "application/problem+json"
      })
  void refusesOtherMediaTypes(String type) {
    HttpRequest.Builder request =
        nmx.http
            .request(PACKAGES)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(nmx.http.send(request).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "APPLICATION/JSON;charset=\"UTF-8\"",
        "application/json "
      })
  void takesJsonHoweverItIsWritten(String type) {
    HttpRequest.Builder request =
        nmx.http
            .request(PACKAGES)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(nmx.http.send(request).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesABodyWithoutTypeEncodedOrMissing() {
    HttpRequest.Builder untyped =
        nmx.http.request(PACKAGES).POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(nmx.http.send(untyped).statusCode()).isEqualTo(415);
    HttpRequest.Builder encoded =
        nmx.http
            .request(PACKAGES)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(nmx.http.send(encoded).statusCode()).isEqualTo(415);
    assertThat(nmx.http.send("POST", PACKAGES).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesTwoMegabytesAnnouncedOrInChunks() {
    byte[] big = "x".repeat(2 << 20).getBytes(StandardCharsets.UTF_8);

    assertThat(nmx.http.send("POST", PACKAGES, big).statusCode()).isEqualTo(413);
    HttpRequest.Builder chunked =
        nmx.http
            .request(PACKAGES)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)));
    HttpResponse<byte[]> response = nmx.http.send(chunked);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(text(response)).contains("payload-too-large");
  }

  @Test
  void refusesDeepNestingAndWhatIsNotUtf8() {
    HttpResponse<byte[]> deep = nmx.http.send("POST", PACKAGES, "[".repeat(100_000));
    assertThat(deep.statusCode()).isEqualTo(400);
    assertThat(text(deep)).contains("32 levels");

    byte[] broken = "{\"Switches\":[{\"Address\":\"a?\"}]}".getBytes(StandardCharsets.UTF_8);
    broken[26] = (byte) 0xFF;
    HttpResponse<byte[]> response = nmx.http.send("POST", PACKAGES, broken);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("not valid UTF-8 at byte 26");
  }

  @Test
  void isNotDrownedInMistakes() {
    String numbers = "1,".repeat(500_000);
    HttpResponse<byte[]> response =
        nmx.http.send("POST", PACKAGES, "{\"Switches\":[" + numbers + "1]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operations", "switch-profiles", "support-packages"})
  void refusesMalformedIds(String collection) {
    for (String id : new String[] {"1", "g".repeat(24), "0".repeat(25), "%00", "a%2Fb", "%C3%BC"}) {
      HttpResponse<byte[]> response = nmx.http.send("DELETE", "/nmx/v1/" + collection + "/" + id);
      assertThat(response.statusCode()).as(id).isEqualTo(400);
      assertThat(nmx.http.get("/nmx/v1/" + collection + "/" + id).statusCode()).isEqualTo(400);
    }
  }

  static Stream<SchemaViolations.Violation> violations() {
    OpenApiCheck check = new OpenApiCheck("/openapi/nmx-v1.yaml");
    return check.operations().stream()
        .filter(one -> one.operation().has("requestBody"))
        .flatMap(one -> SchemaViolations.of(check, one).stream());
  }

  @ParameterizedTest
  @MethodSource("violations")
  void enforcesEveryDocumentedConstraint(SchemaViolations.Violation violation) {
    HttpResponse<byte[]> response =
        nmx.http.send(
            violation.operation().method(),
            violation.operation().path().replaceAll("\\{[^}]+}", "0".repeat(24)),
            violation.body().toString());

    assertThat(response.statusCode()).as("%s", violation).isEqualTo(400);
    JsonNode error = NmxFixture.json(response);
    assertThat(error.get("description").asText()).contains(violation.field());
  }

  @Test
  void survivesAClientThatGoesAwayInItsBody() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nmx.http.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + PACKAGES
                      + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                      + ApiFixture.RW
                      + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(nmx.http.get("/nmx/v1/operations").statusCode()).isEqualTo(200);
    Awaitility.await().until(() -> nmx.http.context().getInflightRepository().size() == 0);
  }
}
