package io.netdepot.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known about the software of devices, in SQLite. */
final class SqliteDevices implements DeviceCatalog {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final Database database;

  SqliteDevices(Database database) {
    this.database = database;
  }

  @Override
  public void remember(DeviceState state) {
    database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT OR REPLACE INTO device_state (canonical_address, address, version,
                      default_version, available, reachable, problem, told_at, asked_at)
                    VALUES (:canonical, :address, :version, :default, :available, :reachable,
                      :problem, :toldAt, :askedAt)
                    """)
                .bind("canonical", state.address().canonical())
                .bind("address", state.address().text())
                .bind("version", state.version())
                .bind("default", state.defaultVersion())
                .bind("available", json(state.available()))
                .bind("reachable", state.reachable().map(in -> in ? 1 : 0))
                .bind("problem", state.problem().orElse(""))
                .bind("toldAt", state.toldAt().map(Times::text))
                .bind("askedAt", Times.text(state.askedAt()))
                .execute());
  }

  @Override
  public Optional<DeviceState> state(SwitchAddress address) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM device_state WHERE canonical_address = :canonical")
                .bind("canonical", address.canonical())
                .map((row, context) -> state(row))
                .findOne());
  }

  @Override
  public Map<SwitchAddress, DeviceState> states() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM device_state")
                .map((row, context) -> state(row))
                .collect(toMap(DeviceState::address, state -> state)));
  }

  private static DeviceState state(ResultSet row) throws SQLException {
    return new DeviceState(
        SwitchAddress.of(row.getString("address")),
        row.getString("version"),
        row.getString("default_version"),
        texts(row.getString("available")),
        reachable(row),
        Optional.of(row.getString("problem")).filter(text -> !text.isEmpty()),
        Optional.ofNullable(row.getString("told_at")).map(Times::time),
        Times.time(row.getString("asked_at")));
  }

  private static Optional<Boolean> reachable(ResultSet row) throws SQLException {
    int in = row.getInt("reachable");
    return row.wasNull() ? Optional.empty() : Optional.of(in == 1);
  }

  private static String json(List<String> texts) {
    ArrayNode list = MAPPER.createArrayNode();
    texts.forEach(list::add);
    return list.toString();
  }

  private static List<String> texts(String json) {
    try {
      return MAPPER.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A recorded list of versions is no JSON", e);
    }
  }

  @Override
  public void tell(EntityId taskId, Instant at, String text) {
    database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO task_activity (task_id, position, at, text)
                    SELECT id, (SELECT count(*) FROM task_activity WHERE task_id = task.id), :at,
                      :text
                    FROM task WHERE id = :id
                      AND (SELECT count(*) FROM task_activity WHERE task_id = task.id) < :most
                    """)
                .bind("id", taskId.value())
                .bind("at", Times.text(at))
                .bind("text", text)
                .bind("most", MOST_LINES)
                .execute());
  }

  @Override
  public Map<EntityId, List<Told>> told(EntityId operationId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT task_id, at, text FROM task_activity
                    WHERE task_id IN (SELECT id FROM task WHERE operation_id = :id)
                    ORDER BY task_id, position
                    """)
                .bind("id", operationId.value())
                .map(
                    (row, context) ->
                        Map.entry(
                            new EntityId(row.getString("task_id")),
                            new Told(Times.time(row.getString("at")), row.getString("text"))))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
  }
}
