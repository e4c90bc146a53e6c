package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code quarantine}. */
final class QuarantineRow implements RowMapper<QuarantinedFile> {
  static final String INSERT =
      """
      INSERT INTO quarantine (id, operation_id, task_id, address, canonical_address, platform,
        file_name, reason, phase, details, size, sha256, quarantined_at, expires_at)
      VALUES (:id, :operationId, :taskId, :address, :canonicalAddress, :platform,
        :fileName, :reason, :phase, :details, :size, :sha256, :at, :expires)
      """;

  @Override
  public QuarantinedFile map(ResultSet row, StatementContext context) throws SQLException {
    return new QuarantinedFile(
        new EntityId(row.getString("id")),
        new EntityId(row.getString("operation_id")),
        new EntityId(row.getString("task_id")),
        SwitchAddress.of(row.getString("address")),
        row.getString("platform"),
        row.getString("file_name"),
        new Failure(
            FailureReason.of(row.getString("reason")),
            Phase.of(row.getString("phase")),
            row.getString("details")),
        row.getLong("size"),
        new Sha256(row.getString("sha256")),
        Times.time(row.getString("quarantined_at")),
        Times.time(row.getString("expires_at")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, QuarantinedFile file) {
    return statement
        .bind("id", file.id().value())
        .bind("operationId", file.operationId().value())
        .bind("taskId", file.taskId().value())
        .bind("address", file.address().text())
        .bind("canonicalAddress", file.address().canonical())
        .bind("platform", file.platform())
        .bind("fileName", file.fileName())
        .bind("reason", file.failure().reason().code())
        .bind("phase", file.failure().phase().word())
        .bind("details", file.failure().details())
        .bind("size", file.size())
        .bind("sha256", file.digest().hex())
        .bind("at", Times.text(file.at()))
        .bind("expires", Times.text(file.expires()));
  }
}
