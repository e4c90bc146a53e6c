package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

  @Test
  void forgetsTheLinesThatAreTooOld(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.log");
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    try (AuditFile audit = new AuditFile(file, 500, 3)) {
      assertThat(audit.removeBefore(first)).isZero();
      for (int day = 0; day < 10; day++) {
        audit.write(entry("/" + day, first.plus(Duration.ofDays(day))));
      }
      Instant before = first.plus(Duration.ofDays(8));
      assertThat(audit.removeBefore(first)).isZero();
      long older = audit.bytesBefore(before);
      assertThat(older).isPositive();
      assertThat(audit.removeBefore(before)).isEqualTo(older);
      assertThat(audit.bytesBefore(before)).isZero();
      audit.write(entry("/10", first.plus(Duration.ofDays(10))));
    }
    StringBuilder left = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.sorted().toList()) {
        left.append(Files.readString(each));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(left.toString().lines()).hasSize(3);
    assertThat(left).contains("\"/8\"", "\"/9\"", "\"/10\"");
  }

  @Test
  void aLineThatNobodyCanReadIsAsOldAsTheOneBeforeIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.log");
    Files.writeString(file, "cut off by a full di\n");
    try (AuditFile audit = new AuditFile(file)) {
      audit.write(entry("/y"));
      assertThat(audit.bytesBefore(Instant.parse("2026-01-05T10:00:00Z"))).isEqualTo(21);
    }
  }

  private static AuditEntry entry(String path) {
    return entry(path, Instant.parse("2026-01-05T10:00:00Z"));
  }

  private static AuditEntry entry(String path, Instant at) {
    return new AuditEntry(
        at,
        Optional.of("rw-user"),
        "10.0.0.9",
        "POST",
        path,
        202,
        Optional.empty(),
        Optional.empty());
  }
}
