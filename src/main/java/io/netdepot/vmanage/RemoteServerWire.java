package io.netdepot.vmanage;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.UrlHost;
import java.util.List;
import java.util.Locale;

/** A remote server as the API writes it. Its password only comes in. */
record RemoteServerWire(
    String remoteServerId,
    String remoteServerName,
    String remoteServerUrl,
    String remoteServerProtocol,
    int remoteServerPort,
    int remoteServerVPN,
    String remoteServerUser,
    String imageLocationPrefix,
    long updatedOn) {

  static final List<Envelope.Field> FIELDS =
      List.of(
          Envelope.Field.string("remoteServerName"),
          Envelope.Field.string("remoteServerUrl"),
          Envelope.Field.string("remoteServerProtocol"),
          new Envelope.Field("remoteServerPort", "number"),
          new Envelope.Field("remoteServerVPN", "number"),
          Envelope.Field.string("imageLocationPrefix"),
          new Envelope.Field("updatedOn", "date"));

  static RemoteServerWire of(RemoteServer server) {
    return new RemoteServerWire(
        server.id().value(),
        server.name(),
        server.host(),
        server.protocol().name(),
        server.port(),
        server.vpn(),
        server.username(),
        server.prefix(),
        server.updatedAt().toEpochMilli());
  }

  /** The address of the server's directory of images, for people to read. */
  static String base(RemoteServer server) {
    int end = server.host().indexOf("://");
    String scheme = end < 0 ? scheme(server) : server.host().substring(0, end + 3);
    String host = end < 0 ? server.host() : server.host().substring(end + 3);
    String prefix = server.prefix().startsWith("/") ? server.prefix() : "/" + server.prefix();
    String directory = prefix.endsWith("/") ? prefix : prefix + "/";
    return scheme + UrlHost.of(host) + ":" + server.port() + directory;
  }

  private static String scheme(RemoteServer server) {
    return server.protocol().name().toLowerCase(Locale.ROOT) + "://";
  }
}
