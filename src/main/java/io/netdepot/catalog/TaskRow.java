package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code task}. */
final class TaskRow implements RowMapper<Task> {
  static final String INSERT =
      """
      INSERT INTO task (id, operation_id, position, address, canonical_address, profile_id, state,
        tries, not_before, left_over, failure_reason, failure_phase, failure_details, package_id,
        details)
      VALUES (:id, :operationId, :position, :address, :canonical, :profileId, :state,
        :tries, :notBefore, :leftOver, :failureReason, :failurePhase, :failureDetails, :packageId,
        :details)
      """;

  @Override
  public Task map(ResultSet row, StatementContext context) throws SQLException {
    return new Task(
        new EntityId(row.getString("id")),
        new EntityId(row.getString("operation_id")),
        row.getInt("position"),
        SwitchAddress.of(row.getString("address")),
        new EntityId(row.getString("profile_id")),
        OperationState.of(row.getString("state")),
        row.getInt("tries"),
        Times.time(row.getString("not_before")),
        Optional.ofNullable(row.getString("left_over")),
        failure(row),
        Optional.ofNullable(row.getString("package_id")).map(EntityId::new),
        row.getString("details"));
  }

  private static Optional<Failure> failure(ResultSet row) throws SQLException {
    String reason = row.getString("failure_reason");
    return reason == null
        ? Optional.empty()
        : Optional.of(
            new Failure(
                FailureReason.of(reason),
                Phase.of(row.getString("failure_phase")),
                row.getString("failure_details")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Task task) {
    return bindFailure(statement, task.failure())
        .bind("id", task.id().value())
        .bind("operationId", task.operationId().value())
        .bind("position", task.position())
        .bind("address", task.address().text())
        .bind("canonical", task.address().canonical())
        .bind("profileId", task.profileId().value())
        .bind("state", task.state().word())
        .bind("tries", task.tries())
        .bind("notBefore", Times.text(task.notBefore()))
        .bind("leftOver", task.leftOver())
        .bind("packageId", task.packageId().map(EntityId::value))
        .bind("details", task.details());
  }

  static <S extends SqlStatement<S>> S bindFailure(S statement, Optional<Failure> failure) {
    return statement
        .bind("failureReason", failure.map(Failure::reason).map(FailureReason::code))
        .bind("failurePhase", failure.map(Failure::phase).map(Phase::word))
        .bind("failureDetails", failure.map(Failure::details));
  }
}
