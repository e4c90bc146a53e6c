package io.netdepot.catalog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Asks for a page of a table, newest first. The database goes straight to where the page before
 * ended, so the last page costs as little as the first. For one query; not thread-safe.
 */
final class PageQuery {
  private final String time;
  private final StringBuilder sql;

  // Mutable state
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Begins a query.
   *
   * @param select up to its {@code FROM}, which must not be followed by a {@code WHERE}
   * @param time the column that the list is sorted by; together with {@code id}
   */
  PageQuery(String select, String time) {
    this.time = time;
    this.sql = new StringBuilder(select).append(" WHERE 1");
  }

  /** Only rows that meet a condition without values. */
  PageQuery where(String condition) {
    sql.append(" AND ").append(condition);
    return this;
  }

  /** Only rows that meet a condition, which names its value {@code :name}, if there is a value. */
  PageQuery where(String condition, String name, Optional<String> value) {
    if (value.isPresent()) {
      where(condition);
      values.put(name, value.get());
    }
    return this;
  }

  /** Only rows of a span of time, its end not included. */
  PageQuery between(Optional<Instant> from, Optional<Instant> to) {
    return where(time + " >= :from", "from", from.map(Times::text))
        .where(time + " < :to", "to", to.map(Times::text));
  }

  /** The query, to be mapped. */
  Query in(Handle handle, Optional<PageEnd> after, int limit) {
    after.ifPresent(
        end -> {
          where("(" + time + ", id) < (:endAt, :endId)");
          values.put("endAt", Times.text(end.at()));
          values.put("endId", end.id().value());
        });
    sql.append(" ORDER BY ").append(time).append(" DESC, id DESC LIMIT :limit");
    // To SQLite a negative limit means none.
    values.put("limit", Math.max(limit, 0));
    return handle.createQuery(sql.toString()).bindMap(values);
  }
}
