package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Quarantined files in SQLite. */
final class SqliteQuarantine implements QuarantineCatalog {
  private static final QuarantineRow ROW = new QuarantineRow();

  private final Database database;

  SqliteQuarantine(Database database) {
    this.database = database;
  }

  @Override
  public List<QuarantinedFile> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM quarantine ORDER BY quarantined_at DESC, id DESC")
                .map(ROW)
                .list());
  }

  @Override
  public List<QuarantinedFile> page(
      Optional<SwitchAddress> address,
      Optional<EntityId> operation,
      Optional<PageEnd> after,
      int limit) {
    PageQuery query =
        new PageQuery("SELECT * FROM quarantine", "quarantined_at")
            .where("canonical_address = :address", "address", address.map(SwitchAddress::canonical))
            .where("operation_id = :operation", "operation", operation.map(EntityId::value));
    return database.read(handle -> query.in(handle, after, limit).map(ROW).list());
  }

  @Override
  public Optional<QuarantinedFile> find(EntityId id) {
    return database.read(handle -> find(handle, "id", id));
  }

  @Override
  public Optional<QuarantinedFile> findByTask(EntityId taskId) {
    return database.read(handle -> find(handle, "task_id", taskId));
  }

  @Override
  public Optional<QuarantinedFile> put(QuarantinedFile file) {
    return database.write(
        handle -> {
          Optional<QuarantinedFile> before = find(handle, "task_id", file.taskId());
          before.ifPresent(one -> delete(handle, one.id()));
          QuarantineRow.bind(handle.createUpdate(QuarantineRow.INSERT), file).execute();
          return before;
        });
  }

  @Override
  public Optional<QuarantinedFile> remove(EntityId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          Optional<QuarantinedFile> removed = find(handle, "id", id);
          delete(handle, id);
          return removed;
        });
  }

  @Override
  public List<QuarantinedFile> expired(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM quarantine WHERE expires_at <= :now ORDER BY expires_at, id")
                .bind("now", Times.text(now))
                .map(ROW)
                .list());
  }

  @Override
  public List<QuarantinedFile> madeGood() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM quarantine
                    WHERE task_id IN (SELECT task_id FROM package) ORDER BY quarantined_at, id
                    """)
                .map(ROW)
                .list());
  }

  @Override
  public Optional<QuarantinedFile> oldest(EntityId otherThan) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM quarantine WHERE task_id <> :task
                    ORDER BY quarantined_at, id LIMIT 1
                    """)
                .bind("task", otherThan.value())
                .map(ROW)
                .findOne());
  }

  @Override
  public Optional<Instant> nextExpiry() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT expires_at FROM quarantine ORDER BY expires_at LIMIT 1")
                .mapTo(String.class)
                .findOne()
                .map(Times::time));
  }

  @Override
  public Totals totals() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM quarantine")
                .map((row, context) -> new Totals(row.getLong("n"), row.getLong("bytes")))
                .one());
  }

  private static Optional<QuarantinedFile> find(Handle handle, String column, EntityId id) {
    return handle
        .createQuery("SELECT * FROM quarantine WHERE " + column + " = :id")
        .bind("id", id.value())
        .map(ROW)
        .findOne();
  }

  private static void delete(Handle handle, EntityId id) {
    handle.createUpdate("DELETE FROM quarantine WHERE id = :id").bind("id", id.value()).execute();
  }
}
