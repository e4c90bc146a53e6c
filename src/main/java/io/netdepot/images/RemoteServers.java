package io.netdepot.images;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.catalog.RemoteServerCatalog;
import io.netdepot.fleet.ServerId;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretBox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The servers that images come from. The only one who seals their passwords and, for {@link
 * #login}, opens them. Thread-safe; blocks.
 */
public final class RemoteServers {
  private final RemoteServerCatalog catalog;
  private final SecretBox box;
  private final InstantSource clock;
  private final ReentrantLock changing = new ReentrantLock();

  public RemoteServers(RemoteServerCatalog catalog, SecretBox box, InstantSource clock) {
    this.catalog = catalog;
    this.box = box;
    this.clock = clock;
  }

  /** By name. */
  public List<RemoteServer> list() {
    return catalog.list();
  }

  public Optional<RemoteServer> find(ServerId id) {
    return catalog.find(id);
  }

  /**
   * Registers a server; empty, and nothing recorded, when the name is taken.
   *
   * @throws ServerRefusedException when no address can be made of what is said
   */
  public Optional<RemoteServer> create(ServerEntry entry) {
    RemoteServer server =
        new RemoteServer(
            ServerId.random(),
            entry.name(),
            entry.host(),
            entry.protocol(),
            entry.port(),
            entry.vpn(),
            entry.username(),
            entry.password().map(box::seal),
            entry.prefix(),
            now());
    ServerRules.require(server);
    return catalog.add(server) ? Optional.of(server) : Optional.empty();
  }

  /**
   * Changes what is given and keeps the rest; but a password is not kept for another host, protocol
   * or port.
   *
   * @throws ServerRefusedException when no address can be made of what it is then
   */
  public RemoteServerCatalog.Change change(ServerId id, ServerChange change) {
    // Between reading and replacing, no other change may come, or it would be undone.
    changing.lock();
    try {
      Optional<RemoteServer> old = catalog.find(id);
      if (old.isEmpty()) {
        return RemoteServerCatalog.Change.NOT_FOUND;
      }
      RemoteServer changed = changed(old.get(), change);
      ServerRules.require(changed);
      return catalog.replace(changed);
    } finally {
      changing.unlock();
    }
  }

  private RemoteServer changed(RemoteServer old, ServerChange change) {
    String host = change.host().orElse(old.host());
    RemoteServer.Protocol protocol = change.protocol().orElse(old.protocol());
    int port = change.port().orElse(old.port());
    // Or whoever may change a server, and not read its password, has it sent to one of theirs.
    boolean samePlace = host.equals(old.host()) && protocol == old.protocol() && port == old.port();
    return new RemoteServer(
        old.id(),
        change.name().orElse(old.name()),
        host,
        protocol,
        port,
        change.vpn().orElse(old.vpn()),
        change.username().orElse(old.username()),
        change.password().map(box::seal).or(() -> old.password().filter(known -> samePlace)),
        change.prefix().orElse(old.prefix()),
        now());
  }

  public RemoteServerCatalog.Removal delete(ServerId id) {
    return catalog.remove(id);
  }

  /**
   * The login of a server; empty when the server is gone.
   *
   * @throws io.netdepot.secret.UnsealFailure when its password cannot be read with the key of this
   *     installation
   */
  public Optional<ServerLogin> login(ServerId id) {
    return catalog
        .find(id)
        .map(
            server ->
                new ServerLogin(
                    server.name(), server.username(), server.password().map(box::open)));
  }

  /**
   * What logs in to a remote server. It is looked up where the connection opens and goes nowhere
   * else.
   *
   * @param username empty when the server takes none
   */
  public record ServerLogin(String serverName, String username, Optional<Secret> password) {
    /** The server's name only: neither the user nor the password is for logs. */
    @Override
    public String toString() {
      return "ServerLogin[" + serverName + "]";
    }
  }

  // Milliseconds are what the wire keeps.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
