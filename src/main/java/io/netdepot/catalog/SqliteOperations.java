package io.netdepot.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operations and their tasks in SQLite. */
final class SqliteOperations implements OperationCatalog {
  private static final OperationRow OPERATION = new OperationRow();
  private static final TaskRow TASK = new TaskRow();

  private static final String FORGETTABLE =
      """
      state NOT IN ('pending', 'in-progress') AND updated_at < :before
        AND NOT EXISTS (SELECT 1 FROM package WHERE operation_id = operation.id)
      """;

  private final Database database;

  SqliteOperations(Database database) {
    this.database = database;
  }

  @Override
  public Accepted accept(Operation operation, List<Task> tasks) {
    return database.write(new Acceptance(operation, List.copyOf(tasks))::with);
  }

  @Override
  public Accepted acceptFree(Operation operation, List<Task> tasks) {
    return database.write(new Acceptance(operation, List.copyOf(tasks))::free);
  }

  @Override
  public Optional<Operation> find(EntityId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM operation WHERE id = :id")
                .bind("id", id.value())
                .map(OPERATION)
                .findOne());
  }

  @Override
  public Optional<Order> order(EntityId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT delivery, action FROM operation WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> OperationRow.order(row))
                .findOne()
                .flatMap(order -> order));
  }

  @Override
  public OperationKind kind(EntityId id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + OperationRow.KIND + " FROM operation WHERE id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .map(OperationKind::of)
                .findOne()
                .orElse(OperationKind.COLLECTION));
  }

  @Override
  public List<EntityId> deliveriesOf(ImageId image) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM operation
                    WHERE state IN ('pending', 'in-progress')
                      AND (delivery IS NOT NULL AND json_extract(delivery, '$.image') = :image
                        OR action IS NOT NULL AND EXISTS (
                          SELECT 1 FROM json_each(action, '$.targets')
                          WHERE json_extract(value, '$.image.image') = :image))
                    ORDER BY created_at, id
                    """)
                .bind("image", image.value())
                .mapTo(String.class)
                .map(EntityId::new)
                .list());
  }

  @Override
  public List<Operation> list(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM operation WHERE delivery IS NULL AND action IS NULL
                    ORDER BY created_at DESC, id DESC LIMIT :limit
                    """)
                .bind("limit", Math.max(limit, 0))
                .map(OPERATION)
                .list());
  }

  @Override
  public List<OperationSummary> list(OperationFilter filter, Optional<PageEnd> after, int limit) {
    return database.read(handle -> OperationSummaryRows.page(handle, filter, after, limit));
  }

  @Override
  public List<EntityId> retries(EntityId operationId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM operation WHERE retry_of = :id ORDER BY created_at, id")
                .bind("id", operationId.value())
                .mapTo(String.class)
                .map(EntityId::new)
                .list());
  }

  @Override
  public List<Task> tasks(EntityId operationId) {
    return tasks(List.of(operationId)).getOrDefault(operationId, List.of());
  }

  @Override
  public Map<EntityId, List<Task>> tasks(List<EntityId> operationIds) {
    String ids = JsonList.of(operationIds.stream().map(EntityId::value));
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM task
                    WHERE operation_id IN (SELECT value FROM json_each(:ids))
                    ORDER BY operation_id, position
                    """)
                .bind("ids", ids)
                .map(TASK)
                .collect(groupingBy(Task::operationId, LinkedHashMap::new, toList())));
  }

  @Override
  public Optional<Task> findTask(EntityId taskId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM task WHERE id = :id")
                .bind("id", taskId.value())
                .map(TASK)
                .findOne());
  }

  @Override
  public Map<EntityId, TaskTimes> times(EntityId operationId) {
    return database.read(handle -> TaskTimesRows.of(handle, operationId));
  }

  @Override
  public void phases(EntityId taskId, List<PhaseTime> phases) {
    database.write(
        Claim.UNDER_WAY,
        handle -> {
          TaskChanges.phases(handle, taskId, phases);
          return true;
        });
  }

  @Override
  public List<Task> claim(int limit, Instant now) {
    return database.write(Claim.UNDER_WAY, handle -> TaskChanges.claim(handle, limit, now));
  }

  @Override
  public Optional<Instant> nextClaim() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT not_before FROM task WHERE state = 'pending'
                    ORDER BY not_before LIMIT 1
                    """)
                .mapTo(String.class)
                .findOne()
                .map(Times::time));
  }

  @Override
  public void leftOver(EntityId taskId, Optional<String> path) {
    database.write(
        Claim.UNDER_WAY,
        handle -> {
          TaskChanges.leftOver(handle, taskId, path);
          return true;
        });
  }

  @Override
  public void note(EntityId taskId, String note) {
    database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                .createUpdate("UPDATE task SET note = :note WHERE id = :id")
                .bind("note", note)
                .bind("id", taskId.value())
                .execute());
  }

  @Override
  public Optional<String> note(EntityId taskId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT note FROM task WHERE id = :id AND note IS NOT NULL")
                .bind("id", taskId.value())
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public Map<EntityId, String> notes(EntityId operationId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id, note FROM task WHERE operation_id = :id AND note IS NOT NULL")
                .bind("id", operationId.value())
                .map(
                    (row, context) ->
                        Map.entry(new EntityId(row.getString("id")), row.getString("note")))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public boolean done(EntityId taskId, Instant now) {
    return database.write(
        Claim.UNDER_WAY, handle -> TaskChanges.complete(handle, taskId, Optional.empty(), now));
  }

  @Override
  public boolean complete(EntityId taskId, EntityId packageId, Instant now) {
    return database.write(
        Claim.UNDER_WAY,
        handle -> TaskChanges.complete(handle, taskId, Optional.of(packageId), now));
  }

  @Override
  public boolean fail(EntityId taskId, Failure failure, Instant now) {
    return database.write(
        Claim.UNDER_WAY, handle -> TaskChanges.fail(handle, taskId, failure, now));
  }

  @Override
  public boolean cancel(EntityId taskId, String details, Instant now) {
    return database.write(
        Claim.UNDER_WAY, handle -> TaskChanges.cancel(handle, taskId, details, now));
  }

  @Override
  public boolean putBack(
      EntityId taskId,
      Optional<Failure> failure,
      Instant notBefore,
      boolean countTry,
      Instant now) {
    return database.write(
        Claim.UNDER_WAY,
        handle -> TaskChanges.putBack(handle, taskId, failure, notBefore, countTry, now));
  }

  @Override
  public void details(EntityId taskId, String details, Instant now) {
    database.write(
        Claim.UNDER_WAY,
        handle -> {
          TaskChanges.details(handle, taskId, details, now);
          return true;
        });
  }

  @Override
  public boolean finish(
      EntityId operationId, OperationState state, String error, String details, Instant now) {
    return database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE operation SET state = :state, error = :error, details = :details,
                          updated_at = max(updated_at, :now), ended_at = :now
                        WHERE id = :id AND state IN ('pending', 'in-progress')
                        """)
                    .bind("state", state.word())
                    .bind("error", error)
                    .bind("details", details)
                    .bind("now", Times.text(now))
                    .bind("id", operationId.value())
                    .execute()
                == 1);
  }

  @Override
  public List<Task> inProgress() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM task WHERE state = 'in-progress' ORDER BY id")
                .map(TASK)
                .list());
  }

  @Override
  public List<Task> looks(List<SwitchAddress> addresses) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT task.* FROM json_each(:addresses) AS wanted
                      CROSS JOIN task ON task.canonical_address = wanted.value
                      CROSS JOIN operation ON operation.id = task.operation_id
                    WHERE task.state IN ('pending', 'in-progress')
                      AND operation.action ->> '$.action' = :look
                    ORDER BY task.id
                    """)
                .bind("addresses", JsonList.of(addresses.stream().map(SwitchAddress::canonical)))
                .bind("look", ActionOrder.Action.LOOK.word())
                .map(TASK)
                .list());
  }

  @Override
  public List<EntityId> toFinish() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM operation
                    WHERE state IN ('pending', 'in-progress') AND NOT EXISTS (
                      SELECT 1 FROM task
                      WHERE operation_id = operation.id AND state IN ('pending', 'in-progress'))
                    ORDER BY id
                    """)
                .mapTo(String.class)
                .map(EntityId::new)
                .list());
  }

  @Override
  public Set<EntityId> unfinished() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT id FROM operation WHERE state IN ('pending', 'in-progress')")
                .mapTo(String.class)
                .map(EntityId::new)
                .set());
  }

  @Override
  public List<Operation> forgettable(Instant endedBefore) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM operation WHERE " + FORGETTABLE + " ORDER BY updated_at, id")
                .bind("before", Times.text(endedBefore))
                .map(OPERATION)
                .list());
  }

  @Override
  public boolean forget(EntityId operationId, Instant endedBefore) {
    return database.write(
        Claim.REMOVAL,
        handle ->
            handle
                    .createUpdate("DELETE FROM operation WHERE id = :id AND " + FORGETTABLE)
                    .bind("id", operationId.value())
                    .bind("before", Times.text(endedBefore))
                    .execute()
                == 1);
  }

  @Override
  public Map<OperationState, Long> countByState() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT state, count(*) AS n FROM operation GROUP BY state")
                .map(
                    (row, context) ->
                        Map.entry(OperationState.of(row.getString("state")), row.getLong("n")))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
