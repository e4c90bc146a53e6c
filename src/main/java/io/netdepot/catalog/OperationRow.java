package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code operation}. */
final class OperationRow implements RowMapper<Operation> {
  /** What an operation does, as an expression over its columns. */
  static final String KIND =
      "CASE WHEN delivery IS NOT NULL THEN 'delivery'"
          + " WHEN action IS NOT NULL THEN 'action' ELSE 'collection' END";

  static final String INSERT =
      """
      INSERT INTO operation (id, created_at, updated_at, state,
        request_method, request_uri, request_body, error, details, ended_at, retry_of, delivery, action)
      VALUES (:id, :createdAt, :updatedAt, :state,
        :method, :uri, :body, :error, :details, :endedAt, :retryOf, :delivery, :action)
      """;

  @Override
  public Operation map(ResultSet row, StatementContext context) throws SQLException {
    return new Operation(
        new EntityId(row.getString("id")),
        Times.time(row.getString("created_at")),
        Times.time(row.getString("updated_at")),
        OperationState.of(row.getString("state")),
        new RecordedRequest(
            row.getString("request_method"),
            row.getString("request_uri"),
            row.getString("request_body")),
        row.getString("error"),
        row.getString("details"),
        Optional.ofNullable(row.getString("ended_at")).map(Times::time),
        Optional.ofNullable(row.getString("retry_of")).map(EntityId::new),
        order(row));
  }

  /** What is to be done, of any row that has the columns. */
  static Optional<Order> order(ResultSet row) throws SQLException {
    Optional<Order> delivery =
        Optional.ofNullable(row.getString("delivery")).map(DeliveryText::order);
    return delivery.isPresent()
        ? delivery
        : Optional.ofNullable(row.getString("action")).map(ActionText::order);
  }

  static <S extends SqlStatement<S>> S bind(S statement, Operation operation) {
    return statement
        .bind("id", operation.id().value())
        .bind("createdAt", Times.text(operation.createdAt()))
        .bind("updatedAt", Times.text(operation.updatedAt()))
        .bind("state", operation.state().word())
        .bind("method", operation.request().method())
        .bind("uri", operation.request().uri())
        .bind("body", operation.request().body())
        .bind("error", operation.error())
        .bind("details", operation.details())
        .bind("endedAt", operation.endedAt().map(Times::text))
        .bind("retryOf", operation.retryOf().map(EntityId::value))
        .bind("delivery", operation.delivery().map(DeliveryText::of))
        .bind("action", operation.action().map(ActionText::of));
  }
}
