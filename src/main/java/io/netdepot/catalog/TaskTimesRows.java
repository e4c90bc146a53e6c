package io.netdepot.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads the times of tasks, which lie in table {@code task} and in {@code task_phase}. */
final class TaskTimesRows {
  private TaskTimesRows() {}

  /** The times of an operation's tasks, by the tasks' ids. */
  static Map<EntityId, TaskTimes> of(Handle handle, EntityId operationId) {
    Map<EntityId, List<PhaseTime>> phases = phases(handle, operationId);
    Map<EntityId, TaskTimes> times = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT id, begun_at, try_begun_at, ended_at FROM task WHERE operation_id = :id")
        .bind("id", operationId.value())
        .map((row, context) -> Map.entry(new EntityId(row.getString("id")), times(row)))
        .forEach(
            one ->
                times.put(
                    one.getKey(),
                    new TaskTimes(
                        one.getValue().begunAt(),
                        one.getValue().tryBegunAt(),
                        one.getValue().endedAt(),
                        phases.getOrDefault(one.getKey(), List.of()))));
    return times;
  }

  private static TaskTimes times(ResultSet row) throws SQLException {
    return new TaskTimes(
        time(row, "begun_at"), time(row, "try_begun_at"), time(row, "ended_at"), List.of());
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Times::time);
  }

  private static Map<EntityId, List<PhaseTime>> phases(Handle handle, EntityId operationId) {
    return handle
        .createQuery(
            """
            SELECT task_phase.* FROM task JOIN task_phase ON task_phase.task_id = task.id
            WHERE task.operation_id = :id
            """)
        .bind("id", operationId.value())
        .map((row, context) -> Map.entry(new EntityId(row.getString("task_id")), phase(row)))
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static PhaseTime phase(ResultSet row) throws SQLException {
    return new PhaseTime(
        Phase.of(row.getString("phase")),
        Times.time(row.getString("begun_at")),
        Times.time(row.getString("ended_at")),
        Duration.ofMillis(row.getLong("milliseconds")));
  }
}
