package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.RunningService;
import io.netdepot.cli.StartProblem;
import io.netdepot.cli.UserPasswords;
import io.netdepot.config.SettingOverride;
import io.netdepot.config.Settings;
import io.netdepot.config.SettingsLoader;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import io.netdepot.tls.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service behind TLS, seen by a client that checks certificates and host names. */
class DepotTlsTest {
  private static final String PASSWORD = "correct horse battery";

  private final Path folder;

  DepotTlsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Settings settings(String... more) throws Exception {
    Path home = Path.of("").toAbsolutePath();
    List<SettingOverride> overrides =
        Stream.concat(
                Stream.of(
                    "data=" + folder.resolve("data"),
                    "http.port=0",
                    "management.port=0",
                    "store.free-bytes=0 B"),
                Arrays.stream(more))
            .map(text -> text.split("=", 2))
            .map(pair -> new SettingOverride(pair[0], pair[1], "the test"))
            .toList();
    return new SettingsLoader(home, home, Map.of()).load(Optional.empty(), overrides);
  }

  private static RunningService start(Settings settings) throws StartProblem {
    return new DepotStarter()
        .start(
            settings, new UserPasswords(Optional.of(PASSWORD), Optional.of("another " + PASSWORD)));
  }

  private static HttpClient trusting(ServerCertificate certificate, HttpClient.Version version)
      throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(context(certificate))
        .connectTimeout(Duration.ofSeconds(20))
        .build();
  }

  private static SSLContext context(ServerCertificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("depot", certificate.own());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static HttpResponse<byte[]> get(HttpClient client, URI uri, String... headers)
      throws Exception {
    String login =
        Base64.getEncoder()
            .encodeToString(("rw-user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Basic " + login);
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  private ServerCertificate kept(Settings settings) throws IOException {
    return ServerCertificate.of(
            settings.http(),
            DataLayout.beside(settings.store().data()).tlsKeyStore(),
            Clock.systemUTC())
        .orElseThrow();
  }

  private static String stored(Settings settings, byte[] content) throws Exception {
    EntityIdSource ids = new EntityIdSource(Clock.systemUTC(), new Random(5));
    StoreHealth health = new StoreHealth();
    try (DataLayout data = DataLayout.open(settings.store().data());
        SqliteCatalog catalog = SqliteCatalog.open(data.catalog())) {
      Spool spool = new Spool(data, new DiskGuard(data, settings.store()), health);
      ReceivedFile received;
      try (SpoolFile file = spool.create()) {
        file.write(content, 0, content.length);
        received = file.finish();
      }
      return new SupportPackages(
              catalog.packages(),
              new KeptBlobs(
                  new FileBlobStore(data, health),
                  spool,
                  catalog.references(),
                  catalog.blobChecks()),
              ids,
              Clock.systemUTC())
          .publish(
              new SwitchTask(
                  ids.next(),
                  ids.next(),
                  SwitchAddress.of("10.20.0.11"),
                  ids.next(),
                  Access.ssh("nvos", 22),
                  1,
                  Optional.empty()),
              "nvos_dump_sw11_20260105_101500.tar.gz",
              received)
          .id()
          .toString();
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void servesDownloadsWholeAndInRanges(HttpClient.Version version) throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Settings settings = settings("http.tls=self-signed", "http.host=127.0.0.1");
    String id = stored(settings, content);
    try (RunningService depot = start(settings);
        HttpClient client = trusting(kept(settings), version)) {
      assertThat(depot.address()).hasScheme("https").hasHost("127.0.0.1");
      URI byName = URI.create("https://localhost:" + depot.address().getPort());
      for (URI address : List.of(depot.address(), byName)) {
        URI uri = address.resolve("/nmx/v1/support-packages/" + id);
        HttpResponse<byte[]> whole = get(client, uri);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(content);
        HttpResponse<byte[]> range = get(client, uri, "Range", "bytes=1000000-2999998");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.headers().firstValue("Content-Range"))
            .hasValue("bytes 1000000-2999998/3000000");
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 2_999_999));
      }
    }
  }

  @Test
  void keepsTheCookieOfASessionToTls() throws Exception {
    Settings settings = settings("http.tls=self-signed");
    try (RunningService depot = start(settings);
        SessionClient client =
            new SessionClient(
                trusting(kept(settings), HttpClient.Version.HTTP_1_1), depot.address())) {
      HttpResponse<byte[]> login = client.logIn("rw-user", PASSWORD);

      assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
          .endsWith("; Path=/; Secure; HttpOnly; SameSite=Strict");
      assertThat(
              client
                  .send(
                      client
                          .request("/dataservice/client/about")
                          .header("Cookie", "JSESSIONID=" + SessionClient.key(login)))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void answersNothingInPlainHttpAndNothingToWhoDoesNotTrustIt() throws Exception {
    Settings settings = settings("http.tls=self-signed");
    try (RunningService depot = start(settings);
        HttpClient stranger = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> get(stranger, depot.address().resolve("/nmx/v1/operations")))
          .isInstanceOf(SSLHandshakeException.class);
      URI plain =
          URI.create("http://127.0.0.1:" + depot.address().getPort() + "/nmx/v1/operations");
      assertThatThrownBy(() -> get(stranger, plain)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keepsItsCertificateOverAStart() throws Exception {
    Settings settings = settings("http.tls=self-signed");
    start(settings).close();
    ServerCertificate first = kept(settings);
    try (RunningService depot = start(settings);
        HttpClient client = trusting(first, HttpClient.Version.HTTP_1_1)) {
      assertThat(get(client, depot.address().resolve("/nmx/v1/operations")).statusCode())
          .isEqualTo(200);
    }
  }

  private ServerCertificate another(String name) throws Exception {
    return ServerCertificate.of(
            settings("http.tls=self-signed").http(), folder.resolve(name), Clock.systemUTC())
        .orElseThrow();
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }

  private void write(ServerCertificate certificate) throws Exception {
    Files.writeString(
        folder.resolve("chain.pem"), pem("CERTIFICATE", certificate.own().getEncoded()));
    Files.writeString(
        folder.resolve("key.pem"), pem("PRIVATE KEY", certificate.key().getEncoded()));
  }

  @Test
  void newConnectionsGetTheNewFilesAndOldOnesGoOn() throws Exception {
    ServerCertificate first = another("first.p12");
    ServerCertificate second = another("second.p12");
    write(first);
    Settings settings =
        settings(
            "http.tls=files",
            "http.tls-certificate=" + folder.resolve("chain.pem"),
            "http.tls-key=" + folder.resolve("key.pem"));
    try (RunningService depot = start(settings);
        SSLSocket old = connected(depot, first)) {
      assertThat(shown(old)).isEqualTo(first.own());
      assertThat(askOn(old)).isEqualTo("HTTP/1.1 401 Unauthorized");
      Files.writeString(folder.resolve("key.pem"), "half a key");
      Files.writeString(folder.resolve("chain.pem"), "half a chain");
      try (SSLSocket meanwhile = connected(depot, first)) {
        assertThat(shown(meanwhile)).isEqualTo(first.own());
      }
      write(second);
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreException(SSLHandshakeException.class)
          .until(
              () -> {
                try (SSLSocket fresh = connected(depot, second)) {
                  return shown(fresh).equals(second.own());
                }
              });
      assertThat(askOn(old)).isEqualTo("HTTP/1.1 401 Unauthorized");
    }
  }

  private static SSLSocket connected(RunningService depot, ServerCertificate trusted)
      throws Exception {
    SSLSocket socket =
        (SSLSocket)
            context(trusted)
                .getSocketFactory()
                .createSocket("127.0.0.1", depot.address().getPort());
    try {
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Certificate shown(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  /** The first line of the answer to a request without a login. */
  private static String askOn(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /nmx/v1/operations HTTP/1.1\r\nHost: a\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    assertThat(length.find()).isTrue();
    assertThat(socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))))
        .hasSize(Integer.parseInt(length.group(1)));
    return head.substring(0, head.indexOf("\r\n"));
  }

  @Test
  void aWrongFileKeepsTheServiceFromStartingAndTheCheckFindsItToo() throws Exception {
    Path certificate = Files.writeString(folder.resolve("chain.pem"), "not a certificate");
    Path key = Files.writeString(folder.resolve("key.pem"), "not a key");
    Settings settings =
        settings("http.tls=files", "http.tls-certificate=" + certificate, "http.tls-key=" + key);
    String sentence =
        "http.tls-certificate: the file "
            + certificate
            + " holds no certificate; a block that begins with BEGIN CERTIFICATE is needed.";
    assertThat(new DepotStarter().check(settings)).containsExactly(sentence);
    assertThatThrownBy(() -> start(settings))
        .isInstanceOfSatisfying(
            StartProblem.class, e -> assertThat(e.sentences()).containsExactly(sentence));
  }
}
