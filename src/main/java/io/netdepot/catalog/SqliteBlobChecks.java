package io.netdepot.catalog;

import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What reading blobs again found, in SQLite. */
final class SqliteBlobChecks implements BlobChecks {
  private final Database database;

  SqliteBlobChecks(Database database) {
    this.database = database;
  }

  @Override
  public Optional<BlobCheck> find(Sha256 digest) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM blob_check WHERE sha256 = :sha256")
                .bind("sha256", digest.hex())
                .map(SqliteBlobChecks::check)
                .findOne());
  }

  @Override
  public Map<Sha256, BlobCheck> find(Collection<Sha256> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    String wanted = JsonList.of(digests.stream().map(Sha256::hex));
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM blob_check
                    WHERE sha256 IN (SELECT value FROM json_each(:digests))
                    """)
                .bind("digests", wanted)
                .map(SqliteBlobChecks::check)
                .collect(Collectors.toMap(BlobCheck::digest, found -> found)));
  }

  @Override
  public List<BlobCheck> notVerified() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM blob_check WHERE outcome <> 'verified' ORDER BY sha256")
                .map(SqliteBlobChecks::check)
                .list());
  }

  @Override
  public void record(Collection<BlobCheck> checks) {
    if (!checks.isEmpty()) {
      database.write(
          Claim.UNDER_WAY,
          handle -> {
            record(handle, checks);
            return true;
          });
    }
  }

  /** Within a transaction that records more than this. */
  static void record(Handle handle, Collection<BlobCheck> checks) {
    for (BlobCheck check : checks) {
      handle
          .createUpdate(
              """
              INSERT OR REPLACE INTO blob_check (sha256, checked_at, outcome, details)
              VALUES (:sha256, :checkedAt, :outcome, :details)
              """)
          .bind("sha256", check.digest().hex())
          .bind("checkedAt", Times.text(check.checkedAt()))
          .bind("outcome", check.outcome().word())
          .bind("details", check.details())
          .execute();
    }
  }

  @Override
  public void forget(Sha256 digest) {
    database.write(
        Claim.REMOVAL,
        handle ->
            handle
                .createUpdate("DELETE FROM blob_check WHERE sha256 = :sha256")
                .bind("sha256", digest.hex())
                .execute());
  }

  @Override
  public int forgetUnneeded() {
    return database.write(
        Claim.REMOVAL,
        handle ->
            handle.execute(
                "DELETE FROM blob_check WHERE sha256 NOT IN (" + SqliteReferences.DIGESTS + ")"));
  }

  private static BlobCheck check(ResultSet row, StatementContext context) throws SQLException {
    return new BlobCheck(
        new Sha256(row.getString("sha256")),
        Times.time(row.getString("checked_at")),
        BlobCheck.Outcome.of(row.getString("outcome")),
        row.getString("details"));
  }
}
