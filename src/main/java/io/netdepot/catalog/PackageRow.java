package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code package}. */
final class PackageRow implements RowMapper<StoredPackage> {
  static final String INSERT =
      """
      INSERT INTO package (id, operation_id, task_id, address, canonical_address, file_name, size,
        sha256, stored_at, platform, held_at, held_by, hold_reason)
      VALUES (:id, :operationId, :taskId, :address, :canonicalAddress, :fileName, :size,
        :sha256, :storedAt, :platform, :heldAt, :heldBy, :holdReason)
      """;

  @Override
  public StoredPackage map(ResultSet row, StatementContext context) throws SQLException {
    return new StoredPackage(
        new EntityId(row.getString("id")),
        new EntityId(row.getString("operation_id")),
        new EntityId(row.getString("task_id")),
        SwitchAddress.of(row.getString("address")),
        row.getString("file_name"),
        row.getLong("size"),
        new Sha256(row.getString("sha256")),
        Times.time(row.getString("stored_at")),
        row.getString("platform"),
        hold(row));
  }

  private static Optional<Hold> hold(ResultSet row) throws SQLException {
    String since = row.getString("held_at");
    return since == null
        ? Optional.empty()
        : Optional.of(
            new Hold(Times.time(since), row.getString("held_by"), row.getString("hold_reason")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, StoredPackage stored) {
    return bind(statement, stored.hold())
        .bind("id", stored.id().value())
        .bind("operationId", stored.operationId().value())
        .bind("taskId", stored.taskId().value())
        .bind("address", stored.address().text())
        .bind("canonicalAddress", stored.address().canonical())
        .bind("fileName", stored.fileName())
        .bind("size", stored.size())
        .bind("sha256", stored.digest().hex())
        .bind("storedAt", Times.text(stored.storedAt()))
        .bind("platform", stored.platform());
  }

  static <S extends SqlStatement<S>> S bind(S statement, Optional<Hold> hold) {
    return statement
        .bind("heldAt", hold.map(Hold::since).map(Times::text))
        .bind("heldBy", hold.map(Hold::by))
        .bind("holdReason", hold.map(Hold::reason));
  }
}
