package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code package}. */
final class PackageRow implements RowMapper<StoredPackage> {
  static final String INSERT =
      """
      INSERT INTO package (id, operation_id, task_id, address, file_name, size, sha256, stored_at)
      VALUES (:id, :operationId, :taskId, :address, :fileName, :size, :sha256, :storedAt)
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
        Times.time(row.getString("stored_at")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, StoredPackage stored) {
    return statement
        .bind("id", stored.id().value())
        .bind("operationId", stored.operationId().value())
        .bind("taskId", stored.taskId().value())
        .bind("address", stored.address().text())
        .bind("fileName", stored.fileName())
        .bind("size", stored.size())
        .bind("sha256", stored.digest().hex())
        .bind("storedAt", Times.text(stored.storedAt()));
  }
}
