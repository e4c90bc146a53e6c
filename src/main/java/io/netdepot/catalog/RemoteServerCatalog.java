package io.netdepot.catalog;

import io.netdepot.fleet.ServerId;
import java.util.List;
import java.util.Optional;

/**
 * Remote servers as they are recorded. Every call is one transaction and durable when it returns.
 * Thread-safe.
 */
public interface RemoteServerCatalog {

  /** By name. */
  List<RemoteServer> list();

  Optional<RemoteServer> find(ServerId id);

  /** Records a new server; false, and nothing recorded, when the name is taken. */
  boolean add(RemoteServer server);

  /** Replaces the server with the same id. */
  Change replace(RemoteServer server);

  /** Removes a server that no image comes from. */
  Removal remove(ServerId id);

  /** How a replacement ended. */
  enum Change {
    DONE,
    NOT_FOUND,
    NAME_TAKEN
  }

  /** How a removal ended. */
  enum Removal {
    DONE,
    NOT_FOUND,
    IN_USE
  }
}
