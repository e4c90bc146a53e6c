package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.config.VmanageSettings;
import io.netdepot.devices.DeviceSite;
import io.netdepot.http.Access;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.Authenticator;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Caller;
import io.netdepot.http.OpenApiCheck;
import io.netdepot.http.Role;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.ImageStore;
import io.netdepot.images.OutgoingImages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The vManage API on a real server, over real images and records in memory. */
final class ImageFixture implements AutoCloseable {
  static final String SOFTWARE = "/dataservice/device/action/software";
  static final String SERVERS = "/dataservice/device/action/remote-server";

  final Catalog catalog = new InMemoryCatalog();
  final ImageStore store;
  final DeviceSite managed;
  final ApiFixture http;

  ImageFixture(Path folder) throws IOException {
    this(folder, Optional.empty());
  }

  ImageFixture(Path folder, Optional<URI> deviceUrl) throws IOException {
    store = new ImageStore(folder, catalog);
    managed = new DeviceSite(folder, catalog, InstantSource.system());
    Authenticator users = ImageFixture::check;
    http =
        new ApiFixture(
            List.of(
                VmanageApi.over(
                    new VmanageSettings(Duration.ofMinutes(30), 100),
                    new DeviceHttpSettings("127.0.0.1", Optional.empty(), deviceUrl, List.of()),
                    ApiFixture.limit(users, 10, Duration.ofMinutes(5), InstantSource.system()),
                    new ImageShelf(
                        store.images(),
                        store.servers(),
                        new DeviceLinks(deviceUrl),
                        image -> false,
                        OutgoingImages.UNWATCHED),
                    store.spool(),
                    new DeviceDesk(
                        managed.devices(),
                        managed.orders(store.images()),
                        managed.operations(),
                        catalog.devices()),
                    InstantSource.system())),
            users,
            new OpenApiCheck("/openapi/vmanage.yaml"));
  }

  private static Access check(BasicCredentials credentials) {
    String header = ApiFixture.basic(credentials.user(), credentials.password());
    if (header.equals(ApiFixture.RW)) {
      return new Access.Granted(new Caller("rw-user", Role.READ_WRITE));
    }
    return header.equals(ApiFixture.RO)
        ? new Access.Granted(new Caller("ro-user", Role.READ_ONLY))
        : new Access.Refused();
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return new JsonMapper().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An image that somebody uploaded. */
  Image uploaded(String fileName, String content) throws IOException {
    return store.published(new ImageFileName(fileName), store.receive(content));
  }

  JsonNode get(String path) {
    HttpResponse<byte[]> response = http.get(path);
    assertThat(response.statusCode()).as(ApiFixture.text(response)).isEqualTo(200);
    return json(response);
  }

  /** The images as clients list them. */
  JsonNode list() {
    return get(SOFTWARE).get("data");
  }

  /** Sends what must be taken, and is answered with nothing. */
  void done(String method, String path, String body) {
    HttpResponse<byte[]> response =
        body.isEmpty() ? http.send(method, path) : http.send(method, path, body);
    assertThat(response.statusCode()).as(ApiFixture.text(response)).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  /** Sends what must be refused; the error. */
  JsonNode refused(int status, String code, String method, String path, String body) {
    HttpResponse<byte[]> response =
        body.isEmpty() ? http.send(method, path) : http.send(method, path, body);
    assertThat(response.statusCode()).as(ApiFixture.text(response)).isEqualTo(status);
    JsonNode error = json(response).get("error");
    assertThat(error.get("code").asText()).isEqualTo(code);
    return error;
  }

  /** Registers a remote server; its id. */
  String server(String name) {
    done(
        "POST",
        SERVERS,
        "{\"remoteServerName\":\""
            + name
            + "\",\"remoteServerUrl\":\"10.20.0.9\",\"remoteServerProtocol\":\"SCP\","
            + "\"remoteServerPort\":22,\"remoteServerVPN\":512,\"remoteServerUser\":\"images\","
            + "\"imageLocationPrefix\":\"/images\",\"remoteServerPassword\":\"hunter2-8Xz\"}");
    for (JsonNode server : get(SERVERS).get("data")) {
      if (server.get("remoteServerName").asText().equals(name)) {
        return server.get("remoteServerId").asText();
      }
    }
    throw new AssertionError("The server " + name + " is not listed");
  }

  @Override
  public void close() throws IOException {
    http.close();
    store.close();
  }
}
