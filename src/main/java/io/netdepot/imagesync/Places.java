package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ServerId;
import io.netdepot.images.RemoteServers;
import io.netdepot.secret.UnsealFailure;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.source.SourceLogin;
import io.netdepot.source.SourceUri;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows where the images of each origin are fetched from. Thread-safe. */
public final class Places {
  // What people register as a server is a host, or the beginning of a URL.
  private static final Pattern HOST =
      Pattern.compile(
          "(?:([A-Za-z]+)://)?(\\[[^\\]/]+\\]|[^/:\\[\\]]+|[0-9A-Fa-f:.]+)(?::(\\d{1,5}))?/*");

  private final Function<ServerId, Optional<RemoteServer>> servers;
  private final Function<ServerId, Optional<RemoteServers.ServerLogin>> logins;

  /** Over the registered servers, and the logins at them. */
  public Places(
      Function<ServerId, Optional<RemoteServer>> servers,
      Function<ServerId, Optional<RemoteServers.ServerLogin>> logins) {
    this.servers = servers;
    this.logins = logins;
  }

  /** Where an image is now, by its record. */
  Place of(Image image) throws SourceFailure {
    return switch (image.origin()) {
      case ImageOrigin.Url(var url) -> new Place(parse(url), Optional.empty());
      case ImageOrigin.Repository(var url) -> new Place(parse(url), Optional.empty());
      case ImageOrigin.Found(var source, var url) -> new Place(parse(url), Optional.empty());
      case ImageOrigin.Server(var server) -> onServer(server, image.fileName());
      case ImageOrigin.Uploaded uploaded ->
          throw new SourceFailure(
              Reason.NOT_SUPPORTED, "The image was uploaded and comes from nowhere else");
    };
  }

  private static SourceUri parse(String url) throws SourceFailure {
    try {
      return SourceUri.parse(url);
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(
          Reason.NOT_SUPPORTED,
          "Nothing can be fetched from the address of the image: " + e.getMessage(),
          e);
    }
  }

  private Place onServer(ServerId id, String fileName) throws SourceFailure {
    RemoteServer server =
        servers
            .apply(id)
            .orElseThrow(
                () ->
                    new SourceFailure(
                        Reason.NOT_FOUND, "The remote server of the image was deleted"));
    return new Place(address(server, fileName), login(id));
  }

  static SourceUri address(RemoteServer server, String fileName) throws SourceFailure {
    Matcher host = HOST.matcher(server.host().strip());
    if (!host.matches()) {
      throw new SourceFailure(
          Reason.NOT_SUPPORTED,
          "The remote server " + server.name() + " has no host name or address; change it");
    }
    int port = host.group(3) == null ? server.port() : Integer.parseInt(host.group(3));
    String name = host.group(2).replaceAll("[\\[\\]]", "");
    try {
      return SourceUri.of(
          scheme(server, Optional.ofNullable(host.group(1))),
          name,
          port,
          path(server.prefix(), fileName));
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(
          Reason.NOT_SUPPORTED,
          "Nothing can be fetched from the remote server " + server.name() + ": " + e.getMessage(),
          e);
    }
  }

  private static SourceUri.Scheme scheme(RemoteServer server, Optional<String> written)
      throws SourceFailure {
    return switch (server.protocol()) {
      case SCP -> SourceUri.Scheme.SCP;
      case HTTP ->
          written.filter(word -> word.toLowerCase(Locale.ROOT).equals("https")).isPresent()
              ? SourceUri.Scheme.HTTPS
              : SourceUri.Scheme.HTTP;
      case FTP ->
          throw new SourceFailure(
              Reason.NOT_SUPPORTED,
              "FTP is not fetched, since it is open to whoever listens; devices can still use the"
                  + " remote server "
                  + server.name()
                  + ". Register it with the protocol SCP or HTTP to have its images here");
    };
  }

  private static String path(String prefix, String fileName) {
    String inner = prefix.strip().replaceAll("^/+|/+$", "");
    return inner.isEmpty() ? "/" + fileName : "/" + inner + "/" + fileName;
  }

  private Optional<SourceLogin> login(ServerId id) throws SourceFailure {
    try {
      return logins
          .apply(id)
          .filter(login -> !login.username().isEmpty())
          .flatMap(
              login ->
                  login.password().map(password -> new SourceLogin(login.username(), password)));
    } catch (UnsealFailure e) {
      throw new SourceFailure(
          Reason.LOGIN_REFUSED,
          "The password of the remote server cannot be read with this installation's key; enter"
              + " it again",
          e);
    }
  }
}
