package io.netdepot.catalog;

import io.netdepot.catalog.OperationCatalog.Accepted;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Records a new operation in a transaction of its caller, or says why not. */
record Acceptance(Operation operation, List<Task> tasks) {
  // CROSS JOIN keeps SQLite to this order: from the wanted switches, not from all that is running.
  static final String BUSY =
      """
      SELECT task.canonical_address AS address, min(task.operation_id) AS operation_id
      FROM json_each(:addresses) AS wanted
        CROSS JOIN task ON task.canonical_address = wanted.value
        CROSS JOIN operation ON operation.id = task.operation_id
      WHERE task.state IN ('pending', 'in-progress')
        AND operation.state IN ('pending', 'in-progress')
      GROUP BY task.canonical_address
      """;

  /** All of it, or nothing. */
  Accepted with(Handle handle) {
    Optional<Accepted> refused =
        missing(handle).or(() -> busy(handle).stream().findFirst().map(Accepted.class::cast));
    return refused.orElseGet(() -> record(handle, tasks, List.of()));
  }

  /** The switches that are free. */
  Accepted free(Handle handle) {
    Optional<Accepted> missing = missing(handle);
    if (missing.isPresent()) {
      return missing.get();
    }
    List<Accepted.SwitchBusy> busy = busy(handle);
    if (!busy.isEmpty() && busy.size() == tasks.size()) {
      return busy.getFirst();
    }
    Set<SwitchAddress> leftOut =
        busy.stream().map(Accepted.SwitchBusy::address).collect(Collectors.toSet());
    List<Task> free = tasks.stream().filter(task -> !leftOut.contains(task.address())).toList();
    return record(handle, free, busy);
  }

  private Accepted record(Handle handle, List<Task> taken, List<Accepted.SwitchBusy> leftOut) {
    OperationRow.bind(handle.createUpdate(OperationRow.INSERT), operation).execute();
    if (!taken.isEmpty()) {
      PreparedBatch batch = handle.prepareBatch(TaskRow.INSERT);
      taken.forEach(task -> TaskRow.bind(batch, task).add());
      batch.execute();
    }
    return new Accepted.Done(leftOut);
  }

  private Optional<Accepted> missing(Handle handle) {
    Set<String> known =
        handle
            .createQuery(
                "SELECT id FROM profile WHERE id IN (SELECT value FROM json_each(:profiles))")
            .bind("profiles", JsonList.of(tasks.stream().map(task -> task.profileId().value())))
            .mapTo(String.class)
            .collect(Collectors.toSet());
    return tasks.stream()
        .map(Task::profileId)
        .filter(id -> !known.contains(id.value()))
        .findFirst()
        .map(Accepted.ProfileMissing::new);
  }

  private List<Accepted.SwitchBusy> busy(Handle handle) {
    Map<String, EntityId> busy =
        handle
            .createQuery(BUSY)
            .bind("addresses", JsonList.of(tasks.stream().map(task -> task.address().canonical())))
            .map(
                (row, context) ->
                    Map.entry(
                        row.getString("address"), new EntityId(row.getString("operation_id"))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return tasks.stream()
        .map(Task::address)
        .filter(address -> busy.containsKey(address.canonical()))
        .map(
            address ->
                new Accepted.SwitchBusy(
                    address, Objects.requireNonNull(busy.get(address.canonical()))))
        .toList();
  }
}
