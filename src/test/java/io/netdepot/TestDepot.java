package io.netdepot;

import io.netdepot.cli.UserPasswords;
import io.netdepot.config.GivenSettings;
import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The whole service in this process, on free ports. */
final class TestDepot implements AutoCloseable {
  static final String WRITER = "write-me-0123456789";
  static final String READER = "read-me-0123456789";

  private static final KnownUsers USERS = new KnownUsers(WRITER, READER);

  private final Depot depot;
  private final URI management;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestDepot(Depot depot, URI management) {
    this.depot = depot;
    this.management = management;
  }

  static TestDepot start(Path data, Map<String, String> settings) throws Exception {
    return start(data, settings, USERS.in(data));
  }

  static TestDepot start(Path data, Map<String, String> settings, String writer, String reader)
      throws Exception {
    return start(data, settings, new UserPasswords(Optional.of(writer), Optional.of(reader)));
  }

  private static TestDepot start(Path data, Map<String, String> settings, UserPasswords passwords)
      throws Exception {
    int managementPort = freePort();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("data", data.toString());
    all.put("http.port", "0");
    all.put("management.port", Integer.toString(managementPort));
    all.put("store.free-bytes", "1 MiB");
    // Nobody listens there, and never the machine's own SSH server.
    all.put("ssh.port", "1");
    all.putAll(settings);
    return new TestDepot(
        Depot.start(GivenSettings.of(all), passwords),
        URI.create("http://127.0.0.1:" + managementPort));
  }

  // Camel tells nobody which port it took for port 0.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return depot.address();
  }

  DepotApi writer() {
    return new DepotApi(address(), "rw-user", WRITER);
  }

  DepotApi reader() {
    return new DepotApi(address(), "ro-user", READER);
  }

  /** An address on the management port. */
  URI managed(String path) {
    return management.resolve("/observe/" + path);
  }

  /** What the management port answers. */
  HttpResponse<String> observe(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(managed(path)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.shutdownNow();
    depot.close();
  }
}
