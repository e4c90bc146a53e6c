package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What is known about switches, in SQLite. */
final class SqliteSwitches implements SwitchCatalog {
  private final Database database;

  SqliteSwitches(Database database) {
    this.database = database;
  }

  private static DetectedPlatform detected(ResultSet row) throws SQLException {
    return new DetectedPlatform(
        SwitchAddress.of(row.getString("address")),
        row.getString("platform"),
        row.getString("evidence"),
        Times.time(row.getString("detected_at")));
  }

  @Override
  public void remember(DetectedPlatform detected) {
    database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT OR REPLACE INTO detected_platform
                      (canonical_address, address, platform, evidence, detected_at)
                    VALUES (:canonical, :address, :platform, :evidence, :at)
                    """)
                .bind("canonical", detected.address().canonical())
                .bind("address", detected.address().text())
                .bind("platform", detected.platform())
                .bind("evidence", detected.evidence())
                .bind("at", Times.text(detected.detectedAt()))
                .execute());
  }

  @Override
  public Optional<DetectedPlatform> detected(SwitchAddress address) {
    return database.read(handle -> detected(handle, address.canonical()));
  }

  private static Optional<DetectedPlatform> detected(Handle handle, String canonical) {
    return handle
        .createQuery("SELECT * FROM detected_platform WHERE canonical_address = :canonical")
        .bind("canonical", canonical)
        .map((row, context) -> detected(row))
        .findOne();
  }

  @Override
  public boolean forget(SwitchAddress address) {
    return database.write(
        Claim.REMOVAL,
        handle ->
            handle
                    .createUpdate(
                        "DELETE FROM detected_platform WHERE canonical_address = :canonical")
                    .bind("canonical", address.canonical())
                    .execute()
                > 0);
  }

  @Override
  public Optional<SeenSwitch> find(SwitchAddress address) {
    return database.read(handle -> seen(handle, address.canonical()));
  }

  // Each half ends where the page does: a history of many operations is not read for one page.
  @Override
  public List<SeenSwitch> list(Optional<SwitchAddress> after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT canonical_address FROM (
                      SELECT DISTINCT canonical_address FROM task
                      WHERE canonical_address > :after ORDER BY canonical_address LIMIT :limit)
                    UNION
                    SELECT canonical_address FROM (
                      SELECT canonical_address FROM detected_platform
                      WHERE canonical_address > :after ORDER BY canonical_address LIMIT :limit)
                    ORDER BY canonical_address LIMIT :limit
                    """)
                .bind("after", after.map(SwitchAddress::canonical).orElse(""))
                .bind("limit", Math.max(limit, 0))
                .mapTo(String.class)
                .list()
                .stream()
                .flatMap(canonical -> seen(handle, canonical).stream())
                .toList());
  }

  private static Optional<SeenSwitch> seen(Handle handle, String canonical) {
    Optional<DetectedPlatform> detected = detected(handle, canonical);
    Optional<Last> last = last(handle, canonical);
    return last.map(found -> found.task().address())
        .or(() -> detected.map(DetectedPlatform::address))
        .map(
            address ->
                new SeenSwitch(
                    address, detected, last.map(Last::task), last.flatMap(Last::endedAt)));
  }

  private record Last(Task task, Optional<Instant> endedAt) {}

  // Ids of operations begin with the time.
  private static Optional<Last> last(Handle handle, String canonical) {
    TaskRow tasks = new TaskRow();
    return handle
        .createQuery(
            """
            SELECT * FROM task WHERE canonical_address = :canonical
            ORDER BY operation_id DESC LIMIT 1
            """)
        .bind("canonical", canonical)
        .map(
            (row, context) ->
                new Last(
                    tasks.map(row, context),
                    Optional.ofNullable(row.getString("ended_at")).map(Times::time)))
        .findOne();
  }
}
