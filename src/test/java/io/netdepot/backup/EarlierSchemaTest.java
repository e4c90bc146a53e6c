package io.netdepot.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.sealing.SealingKey;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.secret.SecretPurpose;
import io.netdepot.store.BlobTransfer;
import io.netdepot.store.DataLayout;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of catalogs that earlier versions made, as their own migrations make them. */
class EarlierSchemaTest {
  private static final String CONTENT = "an archive";

  private final Path folder;

  EarlierSchemaTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Sha256 digest() {
    return new Sha256(Digests.sha256(CONTENT.getBytes(StandardCharsets.UTF_8)));
  }

  /** A data directory as a version with this schema left it. */
  private Path dataOf(String schema) throws Exception {
    Path data = folder.resolve("data");
    byte[] sealed;
    try (DataLayout layout = DataLayout.open(data)) {
      sealed =
          SecretPurpose.PROFILE
              .box(SecretKeyFile.make(layout.secretKey()))
              .seal(Secret.of("of the lab"))
              .bytes();
    }
    String url = "jdbc:sqlite:" + data.resolve("catalog.db");
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration")
        .target(schema)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement profile =
            connection.prepareStatement(
                "INSERT INTO profile VALUES ('00000000000000000000000a', 'lab', 'admin', ?, 1)");
        Statement rows = connection.createStatement()) {
      profile.setBytes(1, sealed);
      profile.execute();
      rows.execute(
          """
          INSERT INTO operation VALUES ('00000000000000000000000b',
            '2026-01-05T10:14:58.000000000Z', '2026-01-05T10:16:58.000000000Z', 'completed',
            'post', 'http://127.0.0.1:8080/nmx/v1/support-packages', '{}', '', '')
          """);
      rows.execute(
          """
          INSERT INTO task VALUES ('00000000000000000000000c', '00000000000000000000000b', 0,
            'sw1', 'sw1', '00000000000000000000000a', 'completed', 1,
            '2026-01-05T10:14:58.000000000Z', NULL, NULL, NULL, NULL,
            '00000000000000000000000d', '')
          """);
      rows.execute(
          """
          INSERT INTO package VALUES ('00000000000000000000000d', '00000000000000000000000b',
            '00000000000000000000000c', 'sw1', 'dump.tar.gz', %d, '%s',
            '2026-01-05T10:16:58.000000000Z')
          """
              .formatted(CONTENT.length(), digest().hex()));
      if (!schema.equals("1")) {
        rows.execute(
            """
            INSERT INTO image (id, file_name, version_name, platform_family, arch, vendor,
              description, tags, image_type, network_function_type, origin, size, sha256,
              stored_at, updated_at)
            VALUES ('11111111-1111-4111-8111-111111111111', 'a.bin', '1', '[]', '[]', '', '', '[]',
              'software', '', 'uploaded', %d, '%s', '2026-01-05T10:16:58.000000000Z',
              '2026-01-05T10:16:58.000000000Z')
            """
                .formatted(CONTENT.length(), digest().hex()));
      }
    }
    Path shard =
        Files.createDirectories(data.resolve("blobs/sha256/" + digest().hex().substring(0, 2)));
    Files.writeString(shard.resolve(digest().hex()), CONTENT);
    return data;
  }

  private Backup.Done backup(Path data) throws IOException {
    try (DataLayout opened = DataLayout.openBackup(folder.resolve("backup"))) {
      return new Backup(
              DataLayout.beside(data),
              opened,
              new BlobTransfer.Manner(false, false),
              (doing, done, of) -> {},
              InstantSource.system())
          .run();
    }
  }

  private Restore.Done restore() throws IOException {
    try (DataLayout opened = DataLayout.openToRestore(folder.resolve("again"))) {
      return new Restore(
              DataLayout.beside(folder.resolve("backup")), opened, (doing, done, of) -> {})
          .run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void comesBackAsItWasAndIsThenMigratedByTheStart(String schema) throws Exception {
    Path data = dataOf(schema);
    assertThat(backup(data).schema()).isEqualTo(schema);
    Restore.Done done = restore();
    assertThat(done.schema()).isEqualTo(schema);
    assertThat(done.missing()).isEmpty();
    try (KeptData again = new KeptData(folder.resolve("again"))) {
      assertThat(again.packages.list()).hasSize(1);
      assertThat(again.content(again.packages.list().getFirst())).isEqualTo(CONTENT);
      assertThat(again.catalog.operations().list(9)).hasSize(1);
      assertThat(again.catalog.images().list()).hasSize(schema.equals("1") ? 0 : 1);
      assertThat(
              SecretPurpose.PROFILE
                  .box(new SealingKey(again.layout, again.catalog.secrets()).open())
                  .open(again.catalog.secrets().list().getFirst().secret()))
          .isEqualTo(Secret.of("of the lab"));
    }
  }

  @Test
  void aNewerSchemaIsRefusedBeforeAnythingIsWritten() throws Exception {
    Path data = dataOf("3");
    backup(data);
    // As a later version would have left it.
    Path copy;
    try (var files = Files.walk(folder.resolve("backup"))) {
      copy = files.filter(file -> file.endsWith("catalog.db")).findFirst().orElseThrow();
    }
    String before = Digests.sha256(copy);
    long size = Files.size(copy);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flyway_schema_history SELECT 999, '999', description, type, 'V999__later.sql',
            checksum, installed_by, installed_on, execution_time, success
          FROM flyway_schema_history WHERE installed_rank = 1
          """);
    }
    Path manifest = folder.resolve("backup/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(before, Digests.sha256(copy))
            .replace("\"size\" : " + size, "\"size\" : " + Files.size(copy)));
    assertThatThrownBy(this::restore)
        .isInstanceOf(CatalogFailure.class)
        .hasMessageContaining("newer version (schema 999");
    assertThat(folder.resolve("again/catalog.db")).doesNotExist();
    assertThat(folder.resolve("again/secret.key")).doesNotExist();
  }
}
