package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/**
 * What may happen to a task, each within a transaction of its caller. A change that its client can
 * see also moves the operation's {@code updated_at}, which never steps back.
 */
final class TaskChanges {
  private static final TaskRow ROW = new TaskRow();

  private TaskChanges() {}

  static List<Task> claim(Handle handle, int limit, Instant now) {
    List<String> due =
        handle
            .createQuery(
                """
                SELECT id FROM task WHERE state = 'pending' AND not_before <= :now
                ORDER BY not_before, id LIMIT :limit
                """)
            .bind("now", Times.text(now))
            // To SQLite a negative limit means none.
            .bind("limit", Math.max(limit, 0))
            .mapTo(String.class)
            .list();
    if (due.isEmpty()) {
      return List.of();
    }
    String ids = JsonList.of(due.stream());
    handle
        .createUpdate(
            """
            UPDATE task SET state = 'in-progress', tries = tries + 1,
              begun_at = coalesce(begun_at, :now), try_begun_at = :now
            WHERE id IN (SELECT value FROM json_each(:ids))
            """)
        .bind("now", Times.text(now))
        .bind("ids", ids)
        .execute();
    // They tell of the last try, which begins now.
    handle
        .createUpdate("DELETE FROM task_phase WHERE task_id IN (SELECT value FROM json_each(:ids))")
        .bind("ids", ids)
        .execute();
    handle
        .createUpdate(
            """
            UPDATE operation SET updated_at = max(updated_at, :now),
              state = CASE state WHEN 'pending' THEN 'in-progress' ELSE state END
            WHERE id IN (
              SELECT operation_id FROM task WHERE id IN (SELECT value FROM json_each(:ids)))
            """)
        .bind("now", Times.text(now))
        .bind("ids", ids)
        .execute();
    return handle
        .createQuery(
            """
            SELECT * FROM task WHERE id IN (SELECT value FROM json_each(:ids))
            ORDER BY not_before, id
            """)
        .bind("ids", ids)
        .map(ROW)
        .list();
  }

  static void leftOver(Handle handle, EntityId taskId, Optional<String> path) {
    handle
        .createUpdate("UPDATE task SET left_over = :path WHERE id = :id")
        .bind("path", path)
        .bind("id", taskId.value())
        .execute();
  }

  static boolean complete(
      Handle handle, EntityId taskId, Optional<EntityId> packageId, Instant now) {
    Update update =
        handle
            .createUpdate(
                """
                UPDATE task SET state = 'completed', package_id = :packageId, ended_at = :now,
                  failure_reason = NULL, failure_phase = NULL, failure_details = NULL
                WHERE id = :id AND state = 'in-progress'
                """)
            .bind("packageId", packageId.map(EntityId::value))
            .bind("now", Times.text(now));
    return change(handle, update, taskId, now);
  }

  static boolean fail(Handle handle, EntityId taskId, Failure failure, Instant now) {
    Update update =
        handle
            .createUpdate(
                """
            UPDATE task SET state = 'failed', ended_at = :now, failure_reason = :failureReason,
              failure_phase = :failurePhase, failure_details = :failureDetails
            WHERE id = :id AND state IN ('pending', 'in-progress')
            """)
            .bind("now", Times.text(now));
    return change(handle, TaskRow.bindFailure(update, Optional.of(failure)), taskId, now);
  }

  static boolean cancel(Handle handle, EntityId taskId, String details, Instant now) {
    Update update =
        handle
            .createUpdate(
                """
                UPDATE task SET state = 'cancelled', details = :details, ended_at = :now
                WHERE id = :id AND state IN ('pending', 'in-progress')
                """)
            .bind("details", details)
            .bind("now", Times.text(now));
    return change(handle, update, taskId, now);
  }

  static boolean putBack(
      Handle handle,
      EntityId taskId,
      Optional<Failure> failure,
      Instant notBefore,
      boolean countTry,
      Instant now) {
    Update update =
        handle
            .createUpdate(
                """
                UPDATE task SET state = 'pending', tries = tries - :uncounted,
                  not_before = :notBefore, failure_reason = :failureReason,
                  failure_phase = :failurePhase, failure_details = :failureDetails
                WHERE id = :id AND state = 'in-progress'
                """)
            .bind("uncounted", countTry ? 0 : 1)
            .bind("notBefore", Times.text(notBefore));
    return change(handle, TaskRow.bindFailure(update, failure), taskId, now);
  }

  static void details(Handle handle, EntityId taskId, String details, Instant now) {
    Update update =
        handle
            .createUpdate("UPDATE task SET details = :details WHERE id = :id")
            .bind("details", details);
    change(handle, update, taskId, now);
  }

  private static boolean change(Handle handle, Update update, EntityId taskId, Instant now) {
    if (update.bind("id", taskId.value()).execute() == 0) {
      return false;
    }
    handle
        .createUpdate(
            """
            UPDATE operation SET updated_at = max(updated_at, :now)
            WHERE id = (SELECT operation_id FROM task WHERE id = :id)
            """)
        .bind("now", Times.text(now))
        .bind("id", taskId.value())
        .execute();
    return true;
  }

  static void phases(Handle handle, EntityId taskId, List<PhaseTime> phases) {
    handle
        .createUpdate("DELETE FROM task_phase WHERE task_id = :id")
        .bind("id", taskId.value())
        .execute();
    if (phases.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO task_phase (task_id, phase, begun_at, ended_at, milliseconds)
            SELECT id, :phase, :begunAt, :endedAt, :milliseconds FROM task WHERE id = :id
            """);
    for (PhaseTime one : phases) {
      batch
          .bind("id", taskId.value())
          .bind("phase", one.phase().word())
          .bind("begunAt", Times.text(one.begunAt()))
          .bind("endedAt", Times.text(one.endedAt()))
          .bind("milliseconds", one.spent().toMillis())
          .add();
    }
    batch.execute();
  }
}
