package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.START;
import static io.netdepot.catalog.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest {
  private final Path directory;
  private final Samples samples = new Samples();

  SqliteCatalogTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path file() {
    return directory.resolve("catalog.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Nested
  class Profiles extends ProfileCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Operations extends OperationCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Packages extends PackageCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Quarantined extends QuarantineCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Images extends ImageCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class ImageSyncs extends ImageSyncCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Events extends EventCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Schedules extends ScheduleCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Switches extends SwitchCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Devices extends DeviceCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class RemoteServers extends RemoteServerCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class BlobChecks extends BlobChecksContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Secrets extends SealedSecretsContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class Upkeep extends UpkeepCatalogContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Nested
  class References extends ReferencesContract {
    @Override
    Catalog open() {
      return SqliteCatalog.open(file());
    }
  }

  @Test
  void keepsEverythingOverAReopen() {
    Profile lab = samples.profile("lab");
    Operation operation = samples.operation(START);
    List<Task> tasks = samples.tasks(operation, lab, "sw1", "sw2");
    StoredPackage stored = samples.stored("a.tgz", 7, digest(1), START);
    RemoteServer server = ImageSamples.server("lab");
    Image image = ImageSamples.remote("a.bin", new ImageOrigin.Server(server.id()));
    ImageSync sync = ImageSamples.sync(image.id(), START, START);
    try (Catalog catalog = SqliteCatalog.open(file())) {
      catalog.profiles().add(lab);
      catalog.operations().accept(operation, tasks);
      catalog.packages().add(stored);
      catalog.remoteServers().add(server);
      catalog.images().add(image);
      catalog.imageSyncs().record(sync, image);
    }
    try (Catalog catalog = SqliteCatalog.open(file())) {
      assertThat(catalog.profiles().list()).containsExactly(lab);
      assertThat(catalog.operations().list(10)).containsExactly(operation);
      assertThat(catalog.operations().tasks(operation.id())).isEqualTo(tasks);
      assertThat(catalog.packages().list()).containsExactly(stored);
      assertThat(catalog.remoteServers().list()).containsExactly(server);
      assertThat(catalog.images().list()).extracting(Image::id).containsExactly(image.id());
      assertThat(catalog.imageSyncs().list()).containsExactly(sync);
    }
  }

  @Test
  void leavesNoLogBehindWhenClosedButRoomForOne() throws IOException {
    try (Catalog catalog = SqliteCatalog.open(file())) {
      catalog.profiles().add(samples.profile("lab"));
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file(), directory.resolve("catalog.db-room"));
    }
  }

  @Test
  void letsNobodyElseReadItsFiles() throws IOException {
    try (Catalog catalog = SqliteCatalog.open(file())) {
      catalog.profiles().add(samples.profile("lab"));
      List<Path> files = new ArrayList<>();
      try (var found = Files.list(directory)) {
        found.forEach(files::add);
      }
      assertThat(files).hasSizeGreaterThan(1);
      for (Path path : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void writesIntoRoomItHoldsAlready() throws IOException {
    Path log = directory.resolve("catalog.db-wal");
    try (Catalog catalog = SqliteCatalog.open(file())) {
      long sizes = Files.size(file()) + Files.size(log);
      assertThat(Files.size(log)).isGreaterThan(2_000_000);
      Profile lab = samples.profile("lab");
      catalog.profiles().add(lab);
      catalog.profiles().remove(lab.id());
      assertThat(Files.size(file()) + Files.size(log)).isEqualTo(sizes);
    }
  }

  @Test
  void migratesOnce() throws SQLException {
    SqliteCatalog.open(file()).close();
    String before = migrations();
    SqliteCatalog.open(file()).close();
    assertThat(migrations()).isEqualTo(before);
  }

  private String migrations() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) || ' ' || max(installed_on) FROM flyway_schema_history")) {
      return row.getString(1);
    }
  }

  @Test
  void refusesTheCatalogOfANewerVersion() throws SQLException {
    SqliteCatalog.open(file()).close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flyway_schema_history SELECT 99, '99', description, type, 'V99__later.sql',
            checksum, installed_by, installed_on, execution_time, success
          FROM flyway_schema_history WHERE installed_rank = 1
          """);
    }
    assertThatThrownBy(() -> SqliteCatalog.open(file()))
        .hasFieldOrPropertyWithValue("kind", CatalogFailure.Kind.UNUSABLE)
        .hasMessageContaining("newer version (schema 99, this one knows ");
  }

  @Test
  void refusesAFileThatIsNoCatalog() throws IOException {
    Files.writeString(file(), "This is a letter, not a database. ".repeat(100));
    assertThatThrownBy(() -> SqliteCatalog.open(file()))
        .isInstanceOf(CatalogFailure.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void refusesADirectoryThatIsNotThere() {
    Path nowhere = directory.resolve("nowhere").resolve("catalog.db");
    assertThatThrownBy(() -> SqliteCatalog.open(nowhere))
        .isInstanceOf(CatalogFailure.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void failsClearlyAfterClose() {
    Catalog catalog = SqliteCatalog.open(file());
    catalog.ping();
    catalog.close();
    catalog.close();
    assertThatThrownBy(catalog::ping)
        .isInstanceOf(CatalogFailure.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> catalog.profiles().add(samples.profile("late")))
        .isInstanceOf(CatalogFailure.class);
  }

  @Test
  void answersAnInterruptedCallerAndKeepsTheInterrupt() {
    try (Catalog catalog = SqliteCatalog.open(file())) {
      Profile lab = samples.profile("lab");
      Thread.currentThread().interrupt();
      assertThat(catalog.profiles().add(lab)).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(catalog.profiles().list()).containsExactly(lab);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void lookUpsThatAreMadeAllTheTimeUseAnIndex() throws SQLException {
    SqliteCatalog.open(file()).close();
    String unfinished = " AND state IN ('pending', 'in-progress')";
    assertThat(
            plan(
                "SELECT id FROM task WHERE state = 'pending' AND not_before <= '2' "
                    + "ORDER BY not_before, id LIMIT 5"))
        .contains("task_due")
        .doesNotContain("TEMP B-TREE");
    assertThat(plan("SELECT 1 FROM task WHERE profile_id = 'a'" + unfinished))
        .contains("task_profile");
    assertThat(plan("SELECT * FROM task WHERE state = 'in-progress' ORDER BY id"))
        .contains("task_in_progress");
    assertThat(plan("SELECT * FROM operation ORDER BY created_at DESC, id DESC LIMIT 5"))
        .contains("operation_newest")
        .doesNotContain("TEMP B-TREE");
    assertThat(plan("SELECT * FROM image WHERE file_name = 'a' AND file_name <> ''"))
        .contains("image_file_name");
    assertThat(plan("SELECT * FROM image WHERE url = 'a' AND origin = 'repository'"))
        .contains("image_repository");
    assertThat(plan("SELECT 1 FROM image WHERE sha256 = 'a'")).contains("image_sha256");
    assertThat(plan("SELECT 1 FROM image WHERE server_id = 'a'")).contains("image_server");
    assertThat(plan("SELECT * FROM image WHERE source_id = 'a' AND sha256 IS NULL"))
        .contains("image_source");
    assertThat(plan(Acceptance.BUSY.replace(":addresses", "'[]'"))).contains("task_busy");
  }

  private String plan(String query) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }
}
