package io.netdepot.catalog;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the database to the schema this version knows; the scripts lie in db/migration. */
final class Schema {
  private Schema() {}

  /**
   * @throws CatalogFailure when the database has a newer schema or cannot be migrated
   */
  static void migrate(DataSource source) {
    try {
      Flyway flyway =
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(source)
              .locations("classpath:db/migration")
              .load();
      refuseNewer(flyway.info());
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.UNUSABLE,
          "The catalog's schema is not one of this version: another build, or somebody, changed it."
              + " Start the version that made it, or restore an earlier copy of the data"
              + " directory.",
          e);
    } catch (FlywayException e) {
      throw CatalogFailure.of(e);
    }
  }

  private static void refuseNewer(MigrationInfoService info) {
    String known =
        Arrays.stream(info.all())
            .filter(migration -> migration.getState().isResolved())
            .map(Schema::version)
            .reduce("0", (first, second) -> second);
    Arrays.stream(info.applied())
        .filter(migration -> !migration.getState().isResolved())
        .findFirst()
        .ifPresent(
            newer -> {
              throw new CatalogFailure(
                  CatalogFailure.Kind.UNUSABLE,
                  "The catalog was written by a newer version (schema "
                      + version(newer)
                      + ", this one knows "
                      + known
                      + "). Start that version, or restore an older copy of the data directory.",
                  null);
            });
  }

  private static String version(MigrationInfo migration) {
    return String.valueOf(migration.getVersion());
  }
}
