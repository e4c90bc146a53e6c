package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  @Test
  void writesALineAnEntryThatItsOwnerAloneReads(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.log");
    try (AuditFile audit = new AuditFile(file)) {
      audit.write(entry("/nmx/v1/x\n{\"who\":\"forged\"}"));
      audit.write(entry("/y"));
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("path").asText())
        .isEqualTo("/nmx/v1/x?{\"who\":\"forged\"}");
    assertThat(lines.get(1))
        .isEqualTo(
            "{\"at\":\"2026-01-05T10:00:00Z\",\"who\":\"rw-user\",\"from\":\"10.0.0.9\","
                + "\"method\":\"POST\",\"path\":\"/y\",\"status\":202}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsSoManyFilesOfSoManyBytes(@TempDir Path folder) throws IOException {
    try (AuditFile audit = new AuditFile(folder.resolve("audit.log"), 500, 3)) {
      for (int i = 0; i < 100; i++) {
        audit.write(entry("/" + i));
      }
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(500))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("audit.log", "audit.log.1", "audit.log.2");
    }
    assertThat(Files.readString(folder.resolve("audit.log"))).contains("\"/99\"");
  }

  private static AuditEntry entry(String path) {
    return new AuditEntry(
        Instant.parse("2026-01-05T10:00:00Z"),
        Optional.of("rw-user"),
        "10.0.0.9",
        "POST",
        path,
        202,
        Optional.empty());
  }
}
