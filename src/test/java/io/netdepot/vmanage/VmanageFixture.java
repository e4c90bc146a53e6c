package io.netdepot.vmanage;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.config.Network;
import io.netdepot.config.VmanageSettings;
import io.netdepot.devices.DeviceSite;
import io.netdepot.fleet.HandClock;
import io.netdepot.http.Access;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.Authenticator;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Caller;
import io.netdepot.http.OpenApiCheck;
import io.netdepot.http.Role;
import io.netdepot.images.ImageStore;
import io.netdepot.images.OutgoingImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The vManage API alone on a real server, with a clock of its own. */
final class VmanageFixture implements AutoCloseable {
  static final String WRITE_PASSWORD = "write+me 100%&";
  static final String READ_PASSWORD = "read-me";
  static final Duration IDLE = Duration.ofMinutes(30);
  static final int SESSIONS = 50;
  static final int FAILURES = 3;
  static final Duration WINDOW = Duration.ofMinutes(5);

  final Catalog catalog = new InMemoryCatalog();
  final HandClock clock = new HandClock();
  final OpenApiCheck check = new OpenApiCheck("/openapi/vmanage.yaml");
  // How often a password had to be proved.
  final AtomicInteger proofs = new AtomicInteger();
  final ApiFixture http;
  final Path data;
  final ImageStore store;
  final DeviceSite managed;

  VmanageFixture(String... networksThatAskByName) {
    try {
      data = Files.createTempDirectory("vmanage");
      store = new ImageStore(data, catalog);
      managed = new DeviceSite(data, catalog, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DeviceHttpSettings devices =
        new DeviceHttpSettings(
            "127.0.0.1",
            Optional.empty(),
            Optional.empty(),
            Stream.of(networksThatAskByName).map(Network::of).toList());
    http =
        new ApiFixture(
            List.of(
                VmanageApi.over(
                    new VmanageSettings(IDLE, SESSIONS),
                    devices,
                    ApiFixture.limit(new TwoUsers(), FAILURES, WINDOW, clock),
                    new ImageShelf(
                        store.images(),
                        store.servers(),
                        new DeviceLinks(Optional.empty()),
                        image -> false,
                        OutgoingImages.UNWATCHED),
                    store.spool(),
                    new DeviceDesk(
                        managed.devices(),
                        managed.orders(store.images()),
                        managed.operations(),
                        catalog.devices()),
                    clock)),
            check);
  }

  /** Remembers nothing, so that each login is a proof. */
  private final class TwoUsers implements Authenticator {
    private static final Map<String, String> PASSWORDS =
        Map.of("rw-user", WRITE_PASSWORD, "ro-user", READ_PASSWORD);

    @Override
    public Access check(BasicCredentials credentials) {
      proofs.incrementAndGet();
      Role role = credentials.user().equals("rw-user") ? Role.READ_WRITE : Role.READ_ONLY;
      return credentials.password().equals(PASSWORDS.get(credentials.user()))
          ? new Access.Granted(new Caller(credentials.user(), role))
          : new Access.Refused();
    }
  }

  /** A client that knows nothing but where the service is. */
  VmanageClient client() {
    return new VmanageClient(this, Optional.empty(), Optional.empty());
  }

  VmanageClient writer() {
    return client().loggedIn("rw-user", WRITE_PASSWORD);
  }

  VmanageClient reader() {
    return client().loggedIn("ro-user", READ_PASSWORD);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** Sends, and checks the answer against the document. */
  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return http.send(request);
  }

  @Override
  public void close() {
    http.close();
    try {
      store.close();
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
