package io.netdepot.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads pages of operations. The database counts their tasks, in an index that has the states. */
final class OperationSummaryRows {
  private static final String SELECT =
      "SELECT id, created_at, updated_at, state, error, details, ended_at, retry_of,"
          + " delivery, action FROM operation";

  private OperationSummaryRows() {}

  static List<OperationSummary> page(
      Handle handle, OperationFilter filter, Optional<PageEnd> after, int limit) {
    List<OperationSummary> page =
        new PageQuery(SELECT, "created_at")
            .where("state = :state", "state", filter.state().map(OperationState::word))
            .where(
                "id IN (SELECT operation_id FROM task WHERE canonical_address = :address)",
                "address",
                filter.address().map(SwitchAddress::canonical))
            .where(OperationRow.KIND + " = :kind", "kind", filter.kind().map(OperationKind::word))
            .between(filter.from(), filter.to())
            .in(handle, after, limit)
            .map((row, context) -> summary(row, Map.of()))
            .list();
    Map<EntityId, Map<OperationState, Integer>> counts = counts(handle, page);
    return page.stream().map(one -> with(one, counts.getOrDefault(one.id(), Map.of()))).toList();
  }

  private static OperationSummary summary(ResultSet row, Map<OperationState, Integer> tasks)
      throws SQLException {
    return new OperationSummary(
        new EntityId(row.getString("id")),
        Times.time(row.getString("created_at")),
        Times.time(row.getString("updated_at")),
        OperationState.of(row.getString("state")),
        row.getString("error"),
        row.getString("details"),
        Optional.ofNullable(row.getString("ended_at")).map(Times::time),
        Optional.ofNullable(row.getString("retry_of")).map(EntityId::new),
        OperationRow.order(row),
        tasks);
  }

  private static OperationSummary with(OperationSummary one, Map<OperationState, Integer> tasks) {
    return new OperationSummary(
        one.id(),
        one.createdAt(),
        one.updatedAt(),
        one.state(),
        one.error(),
        one.details(),
        one.endedAt(),
        one.retryOf(),
        one.order(),
        tasks);
  }

  private record Count(EntityId operationId, OperationState state, int tasks) {}

  private static Map<EntityId, Map<OperationState, Integer>> counts(
      Handle handle, List<OperationSummary> page) {
    return handle
        .createQuery(
            """
            SELECT operation_id, state, count(*) AS n FROM task
            WHERE operation_id IN (SELECT value FROM json_each(:ids))
            GROUP BY operation_id, state
            """)
        .bind("ids", JsonList.of(page.stream().map(one -> one.id().value())))
        .map(
            (row, context) ->
                new Count(
                    new EntityId(row.getString("operation_id")),
                    OperationState.of(row.getString("state")),
                    row.getInt("n")))
        .collect(groupingBy(Count::operationId, toMap(Count::state, Count::tasks)));
  }
}
