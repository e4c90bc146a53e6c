package io.netdepot.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** How upkeep went last, in SQLite. */
final class SqliteUpkeep implements UpkeepCatalog {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

  private final Database database;

  SqliteUpkeep(Database database) {
    this.database = database;
  }

  @Override
  public Optional<ScrubState> scrub() {
    return database.read(
        handle ->
            handle.createQuery("SELECT * FROM scrub_run").map(SqliteUpkeep::scrubOf).findOne());
  }

  @Override
  public void record(ScrubState scrub, Collection<BlobCheck> found) {
    List<BlobCheck> checks = List.copyOf(found);
    database.write(
        Claim.UNDER_WAY,
        handle -> {
          SqliteBlobChecks.record(handle, checks);
          return handle
              .createUpdate(
                  """
                  INSERT OR REPLACE INTO scrub_run (one, began_at, ended_at, position,
                    total_blobs, blobs, bytes, damaged, unreadable)
                  VALUES (1, :beganAt, :endedAt, :position,
                    :totalBlobs, :blobs, :bytes, :damaged, :unreadable)
                  """)
              .bind("beganAt", Times.text(scrub.beganAt()))
              .bind("endedAt", scrub.endedAt().map(Times::text).orElse(null))
              .bind("position", scrub.position().map(Sha256::hex).orElse(""))
              .bind("totalBlobs", scrub.totalBlobs())
              .bind("blobs", scrub.blobs())
              .bind("bytes", scrub.bytes())
              .bind("damaged", scrub.damaged())
              .bind("unreadable", scrub.unreadable())
              .execute();
        });
  }

  private static ScrubState scrubOf(ResultSet row, StatementContext context) throws SQLException {
    return new ScrubState(
        Times.time(row.getString("began_at")),
        Optional.ofNullable(row.getString("ended_at")).map(Times::time),
        Sha256.parse(row.getString("position")),
        row.getLong("total_blobs"),
        row.getLong("blobs"),
        row.getLong("bytes"),
        row.getLong("damaged"),
        row.getLong("unreadable"));
  }

  @Override
  public Optional<ExpiryState> expiry() {
    return database.read(
        handle ->
            handle.createQuery("SELECT * FROM expire_run").map(SqliteUpkeep::expiryOf).findOne());
  }

  @Override
  public void record(ExpiryState expiry) {
    database.write(
        Claim.REMOVAL,
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT OR REPLACE INTO expire_run (one, began_at, ended_at, gone, bytes,
                      failed, problem)
                    VALUES (1, :beganAt, :endedAt, :gone, :bytes, :failed, :problem)
                    """)
                .bind("beganAt", Times.text(expiry.beganAt()))
                .bind("endedAt", expiry.endedAt().map(Times::text).orElse(null))
                .bind("gone", text(expiry.gone()))
                .bind("bytes", expiry.bytes())
                .bind("failed", expiry.failed())
                .bind("problem", expiry.problem())
                .execute());
  }

  private static ExpiryState expiryOf(ResultSet row, StatementContext context) throws SQLException {
    return new ExpiryState(
        Times.time(row.getString("began_at")),
        Optional.ofNullable(row.getString("ended_at")).map(Times::time),
        counts(row.getString("gone")),
        row.getLong("bytes"),
        row.getLong("failed"),
        row.getString("problem"));
  }

  private static String text(Map<String, Long> counts) {
    try {
      return MAPPER.writeValueAsString(counts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Counts have JSON", e);
    }
  }

  private static Map<String, Long> counts(String text) {
    try {
      return MAPPER.readValue(text, COUNTS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Recorded counts are no JSON", e);
    }
  }
}
