package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code image_sync}. */
final class ImageSyncRow implements RowMapper<ImageSync> {
  static final String UPSERT =
      """
      INSERT OR REPLACE INTO image_sync (image_id, attempted_at, succeeded_at, next_due, failures,
        error, etag, last_modified, bytes, milliseconds, changed_sha256,
        left_out, left_out_why)
      SELECT id, :attemptedAt, :succeededAt, :nextDue, :failures,
        :error, :etag, :lastModified, :bytes, :milliseconds, :changed,
        :leftOut, :leftOutWhy
      FROM image WHERE id = :image AND
      """
          + ImageRow.IS_FROM_THERE;

  @Override
  public ImageSync map(ResultSet row, StatementContext context) throws SQLException {
    return new ImageSync(
        new ImageId(row.getString("image_id")),
        Times.time(row.getString("attempted_at")),
        Optional.ofNullable(row.getString("succeeded_at")).map(Times::time),
        Times.time(row.getString("next_due")),
        row.getInt("failures"),
        row.getString("error"),
        Optional.ofNullable(row.getString("etag")),
        Optional.ofNullable(row.getString("last_modified")),
        row.getLong("bytes"),
        Duration.ofMillis(row.getLong("milliseconds")),
        Optional.ofNullable(row.getString("changed_sha256")).map(Sha256::new),
        new LeftOut(row.getInt("left_out"), row.getString("left_out_why")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, ImageSync sync, Image seen) {
    return ImageRow.bindPlace(statement, seen)
        .bind("image", sync.image().value())
        .bind("attemptedAt", Times.text(sync.attemptedAt()))
        .bind("succeededAt", sync.succeededAt().map(Times::text).orElse(null))
        .bind("nextDue", Times.text(sync.nextDue()))
        .bind("failures", sync.failures())
        .bind("error", sync.error())
        .bind("etag", sync.etag().orElse(null))
        .bind("lastModified", sync.lastModified().orElse(null))
        .bind("bytes", sync.bytes())
        .bind("milliseconds", sync.elapsed().toMillis())
        .bind("changed", sync.changed().map(Sha256::hex).orElse(null))
        .bind("leftOut", sync.leftOut().count())
        .bind("leftOutWhy", sync.leftOut().why());
  }
}
