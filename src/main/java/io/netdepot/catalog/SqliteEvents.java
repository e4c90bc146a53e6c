package io.netdepot.catalog;

import java.util.List;

/** Events in SQLite; triggers of the schema record them. */
final class SqliteEvents implements EventCatalog {
  private final Database database;

  SqliteEvents(Database database) {
    this.database = database;
  }

  @Override
  public List<Event> after(long id, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM event WHERE id > :id ORDER BY id LIMIT :limit")
                .bind("id", id)
                .bind("limit", Math.max(limit, 0))
                .map(
                    (row, context) ->
                        new Event(
                            row.getLong("id"),
                            Times.time(row.getString("at")),
                            row.getString("type"),
                            row.getString("data")))
                .list());
  }

  @Override
  public Kept kept() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT
                      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0) AS newest,
                      (SELECT id FROM event ORDER BY id LIMIT 1) AS oldest
                    """)
                .map(
                    (row, context) -> {
                      long newest = row.getLong("newest");
                      long oldest = row.getLong("oldest");
                      return new Kept(row.wasNull() ? newest + 1 : oldest, newest);
                    })
                .one());
  }

  @Override
  public void add(String type, String data) {
    database.write(
        handle ->
            handle
                .createUpdate("INSERT INTO event (type, data) VALUES (:type, :data)")
                .bind("type", type)
                .bind("data", data)
                .execute());
  }

  @Override
  public int trim(long most, int limit) {
    return database.write(
        Claim.REMOVAL,
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM event WHERE id IN (
                      SELECT id FROM event
                      WHERE id <= (SELECT seq FROM sqlite_sequence WHERE name = 'event') - :most
                      ORDER BY id LIMIT :limit)
                    """)
                .bind("most", most)
                .bind("limit", limit)
                .execute());
  }

  @Override
  public void listen(Runnable committed) {
    database.listen(committed);
  }
}
