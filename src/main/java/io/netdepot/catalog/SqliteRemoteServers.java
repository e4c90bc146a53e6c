package io.netdepot.catalog;

import io.netdepot.fleet.ServerId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Remote servers in SQLite. */
final class SqliteRemoteServers implements RemoteServerCatalog {
  private static final RemoteServerRow ROW = new RemoteServerRow();

  private final Database database;

  SqliteRemoteServers(Database database) {
    this.database = database;
  }

  @Override
  public List<RemoteServer> list() {
    return database.read(
        handle -> handle.createQuery("SELECT * FROM remote_server ORDER BY name").map(ROW).list());
  }

  @Override
  public Optional<RemoteServer> find(ServerId id) {
    return database.read(handle -> find(handle, id));
  }

  @Override
  public boolean add(RemoteServer server) {
    return database.write(
        handle -> {
          if (nameTaken(handle, server)) {
            return false;
          }
          RemoteServerRow.bind(
                  handle.createUpdate(
                      """
                      INSERT INTO remote_server (id, name, host, protocol, port, vpn, username,
                        password, prefix, updated_at)
                      VALUES (:id, :name, :host, :protocol, :port, :vpn, :username,
                        :password, :prefix, :updatedAt)
                      """),
                  server)
              .execute();
          return true;
        });
  }

  @Override
  public Change replace(RemoteServer server) {
    return database.write(
        handle -> {
          if (find(handle, server.id()).isEmpty()) {
            return Change.NOT_FOUND;
          }
          if (nameTaken(handle, server)) {
            return Change.NAME_TAKEN;
          }
          RemoteServerRow.bind(
                  handle.createUpdate(
                      """
                      UPDATE remote_server SET name = :name, host = :host, protocol = :protocol,
                        port = :port, vpn = :vpn, username = :username, password = :password,
                        prefix = :prefix, updated_at = :updatedAt
                      WHERE id = :id
                      """),
                  server)
              .execute();
          return Change.DONE;
        });
  }

  @Override
  public Removal remove(ServerId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          if (find(handle, id).isEmpty()) {
            return Removal.NOT_FOUND;
          }
          if (inUse(handle, id)) {
            return Removal.IN_USE;
          }
          handle
              .createUpdate("DELETE FROM remote_server WHERE id = :id")
              .bind("id", id.value())
              .execute();
          return Removal.DONE;
        });
  }

  private static Optional<RemoteServer> find(Handle handle, ServerId id) {
    return handle
        .createQuery("SELECT * FROM remote_server WHERE id = :id")
        .bind("id", id.value())
        .map(ROW)
        .findOne();
  }

  private static boolean nameTaken(Handle handle, RemoteServer server) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM remote_server WHERE name = :name AND id <> :id)")
        .bind("name", server.name())
        .bind("id", server.id().value())
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean inUse(Handle handle, ServerId id) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM image WHERE server_id = :id)")
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }
}
