package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs of schedules in SQLite. A trigger of the schema ends those of operations. */
final class SqliteSchedules implements ScheduleCatalog {
  private static final int MOST_RUNS = 100;

  private final Database database;

  SqliteSchedules(Database database) {
    this.database = database;
  }

  private static ScheduleRun run(ResultSet row) throws SQLException {
    return new ScheduleRun(
        new EntityId(row.getString("id")),
        row.getString("schedule"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("due_at")).map(Times::time),
        Times.time(row.getString("begun_at")),
        Optional.ofNullable(row.getString("ended_at")).map(Times::time),
        ScheduleRun.Outcome.of(row.getString("outcome")),
        row.getString("details"),
        Optional.ofNullable(row.getString("operation_id")).map(EntityId::new));
  }

  @Override
  public Instant handledUntil(String schedule, String timing, Instant otherwise) {
    return database.write(
        Claim.UNDER_WAY,
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO schedule (name, timing, handled_until)
                  VALUES (:name, :timing, :otherwise)
                  ON CONFLICT (name) DO UPDATE
                  SET timing = excluded.timing, handled_until = excluded.handled_until
                  WHERE timing <> excluded.timing
                  """)
              .bind("name", schedule)
              .bind("timing", timing)
              .bind("otherwise", Times.text(otherwise))
              .execute();
          return handle
              .createQuery("SELECT handled_until FROM schedule WHERE name = :name")
              .bind("name", schedule)
              .mapTo(String.class)
              .map(Times::time)
              .one();
        });
  }

  @Override
  public void forgetOthers(Set<String> schedules) {
    database.write(
        Claim.REMOVAL,
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM schedule WHERE name NOT IN (SELECT value FROM json_each(:names))")
                .bind("names", JsonList.of(schedules.stream()))
                .execute());
  }

  @Override
  public void begin(ScheduleRun run, Optional<Instant> handledUntil) {
    database.write(
        Claim.UNDER_WAY,
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO schedule_run (id, schedule, kind, due_at, begun_at, ended_at, outcome,
                    details, operation_id)
                  VALUES (:id, :schedule, :kind, :dueAt, :begunAt, :endedAt, :outcome,
                    :details, :operation)
                  """)
              .bind("id", run.id().value())
              .bind("schedule", run.schedule())
              .bind("kind", run.kind())
              .bind("dueAt", run.dueAt().map(Times::text).orElse(null))
              .bind("begunAt", Times.text(run.begunAt()))
              .bind("endedAt", run.endedAt().map(Times::text).orElse(null))
              .bind("outcome", run.outcome().word())
              .bind("details", run.details())
              .bind("operation", run.operation().map(EntityId::value).orElse(null))
              .execute();
          handledUntil.ifPresent(
              until ->
                  handle
                      .createUpdate("UPDATE schedule SET handled_until = :until WHERE name = :name")
                      .bind("until", Times.text(until))
                      .bind("name", run.schedule())
                      .execute());
          return handle
              .createUpdate(
                  """
                  DELETE FROM schedule_run
                  WHERE schedule = :schedule AND ended_at IS NOT NULL AND id <> :id AND id IN (
                    SELECT id FROM schedule_run WHERE schedule = :schedule
                    ORDER BY id = :id DESC, begun_at DESC, id DESC LIMIT -1 OFFSET :most)
                  """)
              .bind("schedule", run.schedule())
              .bind("id", run.id().value())
              .bind("most", MOST_RUNS)
              .execute();
        });
  }

  @Override
  public boolean end(EntityId run, ScheduleRun.Outcome outcome, String details, Instant at) {
    return database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE schedule_run
                        SET outcome = :outcome, details = :details, ended_at = :at
                        WHERE id = :id AND ended_at IS NULL
                        """)
                    .bind("outcome", outcome.word())
                    .bind("details", details)
                    .bind("at", Times.text(at))
                    .bind("id", run.value())
                    .execute()
                > 0);
  }

  @Override
  public void details(EntityId run, String details) {
    database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                .createUpdate("UPDATE schedule_run SET details = :details WHERE id = :id")
                .bind("details", details)
                .bind("id", run.value())
                .execute());
  }

  @Override
  public Optional<ScheduleRun> find(EntityId run) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM schedule_run WHERE id = :id")
                .bind("id", run.value())
                .map((row, context) -> run(row))
                .findOne());
  }

  @Override
  public List<ScheduleRun> runs(String schedule, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM schedule_run WHERE schedule = :schedule
                    ORDER BY begun_at DESC, id DESC LIMIT :limit
                    """)
                .bind("schedule", schedule)
                .bind("limit", Math.max(limit, 0))
                .map((row, context) -> run(row))
                .list());
  }

  @Override
  public List<ScheduleRun> running() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM schedule_run WHERE ended_at IS NULL ORDER BY id")
                .map((row, context) -> run(row))
                .list());
  }
}
