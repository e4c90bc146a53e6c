package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Packages in SQLite. */
final class SqlitePackages implements PackageCatalog {
  private static final PackageRow ROW = new PackageRow();

  private final Database database;

  SqlitePackages(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredPackage> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM package ORDER BY stored_at DESC, id DESC")
                .map(ROW)
                .list());
  }

  @Override
  public List<StoredPackage> page(PackageFilter filter, Optional<PageEnd> after, int limit) {
    PageQuery query =
        new PageQuery("SELECT * FROM package", "stored_at")
            .between(filter.from(), filter.to())
            .where(
                "canonical_address = :address",
                "address",
                filter.address().map(SwitchAddress::canonical))
            .where(
                "operation_id = :operation", "operation", filter.operation().map(EntityId::value))
            .where("platform = :platform", "platform", filter.platform());
    filter.held().ifPresent(held -> query.where(held ? "held_at IS NOT NULL" : "held_at IS NULL"));
    filter.verified().ifPresent(verified -> verified(query, verified));
    return database.read(handle -> query.in(handle, after, limit).map(ROW).list());
  }

  private static void verified(PageQuery query, Verified wanted) {
    String check = "EXISTS (SELECT 1 FROM blob_check WHERE blob_check.sha256 = package.sha256";
    Optional<String> outcome = Optional.of(wanted.word());
    switch (wanted) {
      case NOT_YET -> query.where("NOT " + check + ")");
      case VERIFIED -> query.where(check + " AND outcome = :outcome)", "outcome", outcome);
      // These are few, and an index has them: every page is made from them instead of looking for
      // them in all packages.
      case DAMAGED, UNREADABLE ->
          query.where(
              """
              sha256 IN (
                SELECT sha256 FROM blob_check WHERE outcome <> 'verified' AND outcome = :outcome)\
              """,
              "outcome",
              outcome);
    }
  }

  @Override
  public Optional<StoredPackage> find(EntityId id) {
    return database.read(handle -> find(handle, id));
  }

  @Override
  public Map<EntityId, StoredPackage> find(Collection<EntityId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    String wanted = JsonList.of(ids.stream().map(EntityId::value));
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM package WHERE id IN (SELECT value FROM json_each(:ids))")
                .bind("ids", wanted)
                .map(ROW)
                .collect(Collectors.toMap(StoredPackage::id, stored -> stored)));
  }

  @Override
  public Optional<StoredPackage> findByTask(EntityId taskId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM package WHERE task_id = :taskId
                    ORDER BY stored_at DESC, id DESC LIMIT 1
                    """)
                .bind("taskId", taskId.value())
                .map(ROW)
                .findOne());
  }

  @Override
  public StoredPackage add(StoredPackage stored) {
    return database.write(
        handle -> {
          StoredPackage recorded = stored.named(freeName(handle, stored.fileName()));
          PackageRow.bind(handle.createUpdate(PackageRow.INSERT), recorded).execute();
          return recorded;
        });
  }

  @Override
  public Optional<StoredPackage> hold(EntityId id, Hold hold) {
    return database.write(
        Claim.UNDER_WAY,
        handle -> {
          PackageRow.bind(
                  handle.createUpdate(
                      """
                      UPDATE package
                      SET held_at = :heldAt, held_by = :heldBy, hold_reason = :holdReason
                      WHERE id = :id AND hold_reason IS NOT :holdReason
                        AND (held_at IS NULL OR :holdReason <> '')
                      """),
                  Optional.of(hold))
              .bind("id", id.value())
              .execute();
          return find(handle, id);
        });
  }

  @Override
  public Optional<StoredPackage> release(EntityId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          handle
              .createUpdate(
                  """
                  UPDATE package SET held_at = NULL, held_by = NULL, hold_reason = NULL
                  WHERE id = :id
                  """)
              .bind("id", id.value())
              .execute();
          return find(handle, id);
        });
  }

  @Override
  public Removal remove(EntityId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          Optional<StoredPackage> found = find(handle, id);
          if (found.isEmpty()) {
            return new Removal.NotFound();
          }
          Optional<Hold> hold = found.get().hold();
          if (hold.isPresent()) {
            return new Removal.Held(hold.get());
          }
          handle
              .createUpdate("DELETE FROM package WHERE id = :id")
              .bind("id", id.value())
              .execute();
          return new Removal.Done(found.get());
        });
  }

  @Override
  public Totals totals() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM package")
                .map((row, context) -> new Totals(row.getLong("n"), row.getLong("bytes")))
                .one());
  }

  private static Optional<StoredPackage> find(Handle handle, EntityId id) {
    return handle
        .createQuery("SELECT * FROM package WHERE id = :id")
        .bind("id", id.value())
        .map(ROW)
        .findOne();
  }

  // Switches of one model may name all of their files alike, so the search stays in the database.
  private static String freeName(Handle handle, String wanted) {
    FileName name = FileName.of(wanted);
    long number =
        handle
            .createQuery(
                """
                WITH RECURSIVE candidate (number, name) AS (
                  SELECT 1, :wanted
                  UNION ALL
                  SELECT number + 1, :stem || '-' || (number + 1) || :extension FROM candidate
                  WHERE EXISTS (SELECT 1 FROM package WHERE file_name = candidate.name))
                SELECT max(number) FROM candidate
                """)
            .bind("wanted", wanted)
            .bind("stem", name.stem())
            .bind("extension", name.extension())
            .mapTo(Long.class)
            .one();
    return number == 1 ? wanted : name.numbered(number);
  }
}
