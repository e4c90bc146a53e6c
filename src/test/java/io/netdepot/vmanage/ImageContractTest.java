package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.http.OpenApiCheck;
import io.netdepot.http.SchemaViolations;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the document demands of requests about images is enforced. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageContractTest {
  private ImageFixture depot;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    depot = new ImageFixture(folder);
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
  }

  static Stream<SchemaViolations.Violation> violations() {
    OpenApiCheck check = new OpenApiCheck("/openapi/vmanage.yaml");
    return check.operations().stream()
        .filter(one -> one.path().startsWith("/dataservice/device/"))
        .filter(one -> one.operation().at("/requestBody/content").has("application/json"))
        .flatMap(one -> SchemaViolations.of(check, one).stream());
  }

  @ParameterizedTest
  @MethodSource("violations")
  void enforcesEveryDocumentedConstraint(SchemaViolations.Violation violation) {
    HttpResponse<byte[]> response =
        depot.http.send(
            violation.operation().method(),
            violation.operation().path().replaceAll("\\{[^}]+}", "0".repeat(24)),
            violation.body().toString());
    assertThat(response.statusCode()).as("%s", violation).isEqualTo(400);
    assertThat(ImageFixture.json(response).at("/error/details").asText())
        .contains(violation.field());
  }
}
