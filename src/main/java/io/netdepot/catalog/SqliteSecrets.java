package io.netdepot.catalog;

import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretPurpose;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sealed secrets of SQLite's tables: the one place that names every column with one in it. */
final class SqliteSecrets implements SealedSecrets {
  private final Database database;

  SqliteSecrets(Database database) {
    this.database = database;
  }

  @Override
  public Optional<KeyFingerprint> key() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT fingerprint FROM sealing_key")
                .mapTo(String.class)
                .findOne()
                .map(KeyFingerprint::new));
  }

  @Override
  public List<Kept> list() {
    return database.read(SqliteSecrets::list);
  }

  private static List<Kept> list(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT 'PROFILE' AS purpose, id, name, password FROM profile
            UNION ALL
            SELECT 'REMOTE_SERVER', id, name, password FROM remote_server
              WHERE password IS NOT NULL
            ORDER BY 1, 3
            """)
        .map(
            (row, context) ->
                new Kept(
                    SecretPurpose.valueOf(row.getString("purpose")),
                    row.getString("id"),
                    row.getString("name"),
                    new SealedSecret(row.getBytes("password"))))
        .list();
  }

  @Override
  public void record(KeyFingerprint key) {
    database.write(
        handle -> {
          record(handle, key);
          return true;
        });
  }

  private static void record(Handle handle, KeyFingerprint key) {
    handle
        .createUpdate(
            """
            INSERT INTO sealing_key (only_row, fingerprint) VALUES (1, :key)
            ON CONFLICT (only_row) DO UPDATE SET fingerprint = :key
            """)
        .bind("key", key.hex())
        .execute();
  }

  @Override
  public void replace(KeyFingerprint key, List<Kept> anew) {
    database.write(
        handle -> {
          anew.forEach(kept -> replace(handle, kept));
          record(handle, key);
          return true;
        });
  }

  private static void replace(Handle handle, Kept anew) {
    String table =
        switch (anew.purpose()) {
          case PROFILE -> "profile";
          case REMOTE_SERVER -> "remote_server";
        };
    handle
        .createUpdate("UPDATE " + table + " SET password = :password WHERE id = :id")
        .bind("password", anew.secret().bytes())
        .bind("id", anew.id())
        .execute();
  }
}
