package io.netdepot.catalog;

import io.netdepot.fleet.ServerId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The remote servers of an {@link InMemoryCatalog}. */
final class InMemoryRemoteServers implements RemoteServerCatalog {
  private final InMemoryCatalog catalog;
  private final Map<ServerId, RemoteServer> byId = new LinkedHashMap<>();

  InMemoryRemoteServers(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<RemoteServer> list() {
    return catalog.call(
        () -> byId.values().stream().sorted(Comparator.comparing(RemoteServer::name)).toList());
  }

  @Override
  public Optional<RemoteServer> find(ServerId id) {
    return catalog.call(() -> Optional.ofNullable(byId.get(id)));
  }

  @Override
  public boolean add(RemoteServer server) {
    return catalog.call(
        () -> {
          if (nameTaken(server)) {
            return false;
          }
          if (byId.putIfAbsent(server.id(), server) != null) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          return true;
        });
  }

  @Override
  public Change replace(RemoteServer server) {
    return catalog.call(
        () -> {
          if (!byId.containsKey(server.id())) {
            return Change.NOT_FOUND;
          }
          if (nameTaken(server)) {
            return Change.NAME_TAKEN;
          }
          byId.put(server.id(), server);
          return Change.DONE;
        });
  }

  @Override
  public Removal remove(ServerId id) {
    return catalog.call(
        () -> {
          if (!byId.containsKey(id)) {
            return Removal.NOT_FOUND;
          }
          if (catalog.comeFrom(id)) {
            return Removal.IN_USE;
          }
          byId.remove(id);
          return Removal.DONE;
        });
  }

  private boolean nameTaken(RemoteServer server) {
    return byId.values().stream()
        .anyMatch(other -> other.name().equals(server.name()) && !other.id().equals(server.id()));
  }
}
