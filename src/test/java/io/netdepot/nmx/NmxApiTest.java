package io.netdepot.nmx;

import static io.netdepot.http.ApiFixture.text;
import static io.netdepot.nmx.NmxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NmxApiTest {
  private static final String PACKAGES = "/nmx/v1/support-packages";
  private static final String OPERATIONS = "/nmx/v1/operations/";
  private static final String PROFILES = "/nmx/v1/switch-profiles";

  private NmxFixture nmx;

  @BeforeEach
  void start(@TempDir Path folder) {
    nmx = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    nmx.close();
  }

  @Test
  void acceptsACollectionAndShowsItAsRecorded() {
    HttpResponse<byte[]> accepted =
        nmx.http.send(
            "POST",
            PACKAGES,
            "{\"ProfileID\":\"%s\", \"Switches\":[{\"Address\":\"10.20.0.11\"},{\"Address\":\"sw12.example\"}]}"
                .formatted(MemoryCatalog.DEFAULT_PROFILE));

    assertThat(accepted.statusCode()).isEqualTo(202);
    String id = json(accepted).get("operationId").asText();
    assertThat(accepted.headers().firstValue("Location")).hasValue(OPERATIONS + id);
    assertThat(accepted.headers().map()).doesNotContainKey("transfer-encoding");
    JsonNode operation = json(nmx.http.get(OPERATIONS + id));
    assertThat(operation.get("Status").asText()).isEqualTo("pending");
    assertThat(operation.at("/Request/URI").asText())
        .isEqualTo("http://127.0.0.1:" + nmx.http.port() + PACKAGES);
    assertThat(operation.at("/Request/Method").asText()).isEqualTo("post");
    assertThat(operation.at("/Request/Body/Switches/1/Address").asText()).isEqualTo("sw12.example");
    assertThat(operation.at("/Request/Cancellable").asBoolean()).isTrue();
    assertThat(operation.has("Result")).isFalse();
  }

  @Test
  void saysWhichOperationCollectsFromASwitchAlready() {
    EntityId first = nmx.collect("sw1.example");

    HttpResponse<byte[]> second =
        nmx.http.send("POST", PACKAGES, "{\"Switches\":[{\"Address\":\"SW1.example\"}]}");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(json(second).get("description").asText()).contains(first.value());
  }

  @Test
  void namesBothPlacesOfOneSwitchInTwoSpellings() {
    HttpResponse<byte[]> response =
        nmx.http.send(
            "POST",
            PACKAGES,
            """
            {"Switches":[{"Address":"::1"},{"Address":"a"},{"Address":"0:0:0:0:0:0:0:1"}]}""");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("Switches[0] and Switches[2]");
  }

  @Test
  void refusesAProfileThatDoesNotExist() {
    HttpResponse<byte[]> response =
        nmx.http.send(
            "POST",
            PACKAGES,
            """
            {"Switches":[{"Address":"a","ProfileID":"ffffffffffffffffffffffff"}]}""");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("ProfileID").contains("ffffffffffffffffffffffff");
  }

  @Test
  void showsAResultPerSwitchOnceTheOperationEnded() {
    EntityId id = nmx.collect("10.0.0.1", "10.0.0.2");
    nmx.operations.claim(10);
    StoredPackage stored = nmx.store("10.0.0.1", "nvos_dump.tar.gz", new byte[] {1, 2, 3});
    List<Task> tasks = nmx.catalog.operations().tasks(id);
    nmx.operations.complete(tasks.get(0), stored.id(), "");
    nmx.operations.fail(
        tasks.get(1), new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "No route to host"));
    nmx.operations.fold(id);

    JsonNode operation = json(nmx.http.get(OPERATIONS + id));

    assertThat(operation.get("Status").asText()).isEqualTo("failed");
    assertThat(operation.at("/Request/Cancellable").asBoolean()).isFalse();
    assertThat(operation.at("/Result/Error").asText()).isEqualTo("partial-failure");
    JsonNode switches = operation.at("/Result/Data/Switches");
    assertThat(switches.at("/0/fileID").asText()).isEqualTo(stored.id().value());
    assertThat(switches.at("/0/size").asLong()).isEqualTo(3);
    assertThat(switches.at("/1/Error").asText()).isEqualTo("unreachable");
    assertThat(switches.at("/1/Details").asText()).isEqualTo("No route to host");
    assertThat(json(nmx.http.get("/nmx/v1/operations"))).hasSize(1);
  }

  @Test
  void cancelsOnceAndRefusesTheSecondTime() {
    EntityId id = nmx.collect("10.0.0.1");

    HttpResponse<byte[]> cancelled = nmx.http.send("DELETE", OPERATIONS + id);
    nmx.operations.fold(id);

    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(json(cancelled).get("operationId").asText()).isEqualTo(id.value());
    assertThat(nmx.http.send("DELETE", OPERATIONS + id).statusCode()).isEqualTo(409);
    assertThat(nmx.http.send("DELETE", OPERATIONS + "f".repeat(24)).statusCode()).isEqualTo(404);
  }

  @Test
  void listsAndDeletesPackages() {
    nmx.store("10.0.0.1", "first.tar.gz", new byte[] {1});
    StoredPackage second = nmx.store("sw2", "second.tar.gz", new byte[] {1, 2});

    JsonNode list = json(nmx.http.get(PACKAGES));
    assertThat(list.at("/0/filename").asText()).isEqualTo("second.tar.gz");
    assertThat(list.at("/0/uploadDate").asText()).isEqualTo("2026-01-05T10:18:42.123Z");
    assertThat(list).hasSize(2);

    assertThat(nmx.http.send("DELETE", PACKAGES + "/" + second.id()).statusCode()).isEqualTo(204);
    assertThat(nmx.http.send("DELETE", PACKAGES + "/" + second.id()).statusCode()).isEqualTo(404);
    assertThat(nmx.http.get(PACKAGES + "/" + second.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void createsChangesAndDeletesProfiles() {
    HttpResponse<byte[]> created =
        nmx.http.send(
            "POST", PROFILES, "{\"Name\":\"lab\",\"Username\":\"u\",\"Password\":\"s3cret-p\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    String path = created.headers().firstValue("Location").orElseThrow();
    assertThat(text(created)).doesNotContain("s3cret-p").doesNotContain("Username");
    assertThat(json(nmx.http.get(path)).get("Name").asText()).isEqualTo("lab");

    HttpResponse<byte[]> taken =
        nmx.http.send("PATCH", path, "{\"Name\":\"default\",\"Password\":\"s3cret-q\"}");
    assertThat(taken.statusCode()).isEqualTo(409);
    HttpResponse<byte[]> changed = nmx.http.send("PATCH", path, "{\"Name\":\"Lab\"}");
    assertThat(json(changed).get("Name").asText()).isEqualTo("Lab");
    assertThat(json(nmx.http.get(PROFILES))).hasSize(2);

    assertThat(nmx.http.send("DELETE", path).statusCode()).isEqualTo(204);
    assertThat(nmx.http.send("PATCH", path, "{\"Name\":\"x\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void keepsTheDefaultProfileAndThoseInUse() {
    HttpResponse<byte[]> refused =
        nmx.http.send("DELETE", PROFILES + "/" + MemoryCatalog.DEFAULT_PROFILE);
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD, PATCH");

    String used =
        nmx.http
            .send("POST", PROFILES, "{\"Name\":\"n\",\"Username\":\"u\",\"Password\":\"p\"}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    nmx.http.send(
        "POST",
        PACKAGES,
        "{\"ProfileID\":\"%s\",\"Switches\":[{\"Address\":\"x\"}]}"
            .formatted(used.substring(used.lastIndexOf('/') + 1)));
    assertThat(nmx.http.send("DELETE", used).statusCode()).isEqualTo(409);
  }

  @Test
  void publishesTheDocumentItIsCheckedAgainst() throws Exception {
    HttpResponse<byte[]> document = nmx.http.get("/nmx/v1/openapi.yaml");

    try (var in = NmxApiTest.class.getResourceAsStream("/openapi/nmx-v1.yaml")) {
      assertThat(text(document)).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesTheContentTypeThatClientsSendWithEverything() {
    HttpRequest.Builder get = nmx.http.request(PACKAGES).header("Content-Type", "application/json");
    assertThat(nmx.http.send(get.GET()).statusCode()).isEqualTo(200);

    HttpRequest.Builder delete =
        nmx.http
            .request(PACKAGES + "/" + "a".repeat(24))
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofByteArray(new byte[0]));
    assertThat(nmx.http.send(delete).statusCode()).isEqualTo(404);
  }

  @Test
  void answersWithNothingOfTheRequestsHeaders() {
    HttpRequest.Builder get =
        nmx.http
            .request("/nmx/v1/operations?limit=99&CamelHttpResponseCode=201&id=7")
            .header("X-Foo", "1")
            .header("CamelHttpResponseCode", "299");

    HttpResponse<byte[]> response = nmx.http.send(get.GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map().keySet())
        .containsExactlyInAnyOrder(
            "cache-control", "content-length", "content-type", "date", "x-content-type-options");
  }

  @Test
  void answersAnUnexpectedFailureWithoutItsInsides() {
    HttpResponse<byte[]> response = nmx.http.get(OPERATIONS + "0".repeat(24) + "?id=x");
    assertThat(response.statusCode()).isEqualTo(404);

    StoredPackage stored = nmx.store("a", "gone.tar.gz", new byte[] {1});
    assertThat(nmx.file(stored.id()).toFile().delete()).isTrue();
    HttpResponse<byte[]> gone = nmx.http.get(PACKAGES + "/" + stored.id());
    assertThat(gone.statusCode()).isEqualTo(500);
    assertThat(json(gone).get("customErrorCode").asText()).isEqualTo("damaged");

    // The shelf fails on the delete, because the file is not there.
    HttpResponse<byte[]> failed = nmx.http.send("DELETE", PACKAGES + "/" + stored.id());
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(text(failed)).contains("reference").doesNotContain("Exception", "io.netdepot");
  }
}
