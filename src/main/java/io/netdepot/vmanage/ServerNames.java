package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ServerId;
import io.netdepot.images.RemoteServers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which server an image comes from, asked once for a whole list. */
record ServerNames(RemoteServers servers) {

  Snapshot snapshot() {
    return new Snapshot(
        servers.list().stream().collect(Collectors.toMap(RemoteServer::id, Function.identity())));
  }

  /** The servers of one moment. */
  record Snapshot(Map<ServerId, RemoteServer> byId) {
    Optional<RemoteServer> of(Image image) {
      return image.origin() instanceof ImageOrigin.Server(var server)
          ? Optional.ofNullable(byId.get(server))
          : Optional.empty();
    }
  }
}
