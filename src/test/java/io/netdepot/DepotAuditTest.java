package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The audit of the whole service. */
@Timeout(120)
class DepotAuditTest {
  private static final String NOBODY = "000000000000000000000000";

  @TempDir Path folder;

  @Test
  void hasALineForEveryWriteRequestTheRefusedTooAndNoneForReads() throws Exception {
    Path data = folder.resolve("data");
    try (TestDepot depot = TestDepot.start(data, Map.of())) {
      DepotApi writer = depot.writer();
      DepotApi reader = depot.reader();
      DepotApi stranger = new DepotApi(depot.address(), "rw-user", "a wrong password");
      Map<String, String> profile = Map.of("Name", "lab", "Username", "admin", "Password", "x");
      for (DepotApi each : List.of(writer, reader, stranger)) {
        each.get(DepotApi.PACKAGES);
        each.get(DepotApi.OPERATIONS + "/" + NOBODY);
      }
      writer.post(DepotApi.PROFILES, profile);
      writer.post(DepotApi.PROFILES, profile);
      writer.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", "127.0.7.99"))));
      writer.post(DepotApi.PACKAGES, Map.of());
      writer.patch(DepotApi.PROFILES + "/" + NOBODY, Map.of("Name", "other"));
      reader.post(DepotApi.PROFILES, profile);
      reader.delete(DepotApi.PACKAGES + "/" + NOBODY);
      stranger.delete(DepotApi.PACKAGES + "/" + NOBODY);
      writer.delete("/netdepot/v1/host-keys/127.0.7.99");
      writer.post("/nowhere", Map.of());
      writer.upload(DepotApi.IMAGE_FILES, "nvos-amd64-1.bin", new byte[] {1});
      writer.post(
          "/netdepot/v1/deliveries",
          Map.of("image", "nvos-amd64-1.bin", "switches", List.of("127.0.7.97")));
    }
    List<JsonNode> lines = lines(data.resolve("audit.log"));
    // Each is written after its answer, by the thread of its connection.
    assertThat(lines.stream().map(DepotAuditTest::summary))
        .containsExactlyInAnyOrder(
            "rw-user POST /nmx/v1/switch-profiles 201",
            "rw-user POST /nmx/v1/switch-profiles 409",
            "rw-user POST /nmx/v1/support-packages 202",
            "rw-user POST /nmx/v1/support-packages 400",
            "rw-user PATCH /nmx/v1/switch-profiles/" + NOBODY + " 404",
            "ro-user POST /nmx/v1/switch-profiles 403",
            "ro-user DELETE /nmx/v1/support-packages/" + NOBODY + " 403",
            "null DELETE /nmx/v1/support-packages/" + NOBODY + " 401",
            "rw-user DELETE /netdepot/v1/host-keys/127.0.7.99 404",
            "rw-user POST /nowhere 404",
            "rw-user POST " + DepotApi.IMAGE_FILES + " 200",
            "rw-user POST /netdepot/v1/deliveries 202");
    assertThat(lines).allMatch(line -> line.path("from").asText().equals("127.0.0.1"));
    assertThat(lines.stream().filter(line -> line.path("status").asInt() == 202))
        .hasSize(2)
        .allMatch(line -> line.path("operation").asText().matches("[0-9a-f]{24}"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("audit.log"))))
        .isEqualTo("rw-------");
  }

  private static String summary(JsonNode line) {
    return line.path("who").asText("null")
        + " "
        + line.path("method").asText()
        + " "
        + line.path("path").asText()
        + " "
        + line.path("status").asInt();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}
