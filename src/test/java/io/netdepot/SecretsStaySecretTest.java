package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import io.netdepot.secret.LoginKeys;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run with many passwords, right ones and wrong ones, and with sessions: no password, no key of a
 * session and no token is seen anywhere afterwards.
 */
@Timeout(180)
class SecretsStaySecretTest {
  private static final String FIRST = "127.0.7.41";
  private static final String SECOND = "127.0.7.42";
  private static final String THIRD = "127.0.7.43";

  private static final String REMOTE_SERVERS = "/dataservice/device/action/remote-server";
  private static final String SOFTWARE = "/dataservice/device/action/software";

  private final SecretForms forms = new SecretForms();
  private final String writer = secret("password of rw-user");
  private final String reader = secret("password of ro-user");
  private final String guessed = secret("wrong password of rw-user");
  private final String onSwitch = secret("password of the switches");
  private final String wrong = secret("wrong password of a profile");
  private final String patched = secret("changed password of a profile");
  private final String onServer = secret("password of a remote server");
  private final String refused = secret("password in a refused request");
  private final String passphrase = secret("passphrase of a key file");
  private final String guessedInForm = secret("wrong password in a form");
  private final List<HttpResponse<byte[]>> answers =
      Collections.synchronizedList(new ArrayList<>());

  private final Path folder;
  private final Path keyFile;

  SecretsStaySecretTest(@TempDir Path folder) {
    this.folder = folder;
    this.keyFile = folder.resolve("id_rsa");
  }

  /** Has the characters that URLs and JSON write in other ways. */
  private String secret(String name) {
    String text = "p+/ %&" + UUID.randomUUID().toString().replace("-", "");
    forms.add(name, text);
    return text;
  }

  @Test
  void noPasswordIsInLogJmxFilesAnswersMetricsOrHealth() throws Exception {
    Path data = folder.resolve("data");
    Map<String, Level> levels =
        Map.of("io.netdepot", Level.DEBUG, "org.apache.sshd", Level.INFO, "ROOT", Level.INFO);
    String log;
    try (LogText logged = new LogText(levels)) {
      try (SimulatedFleet fleet =
              SimulatedFleet.start(0, List.of(at(FIRST), at(SECOND), at(THIRD)));
          TestDepot depot = TestDepot.start(data, settings(fleet.port()), writer, reader)) {
        LoginKeys.writeLocked(
            keyFile, KeyPairGenerator.getInstance("RSA").generateKeyPair(), passphrase);
        work(depot);
        sessions(depot);
        expectNone("JMX", MBeanTexts.read());
        expectNone("management", management(depot));
        expectNone("data directory", files(data));
      }
      log = logged.text();
    }
    assertThat(log).contains("authentication-failed", "profile-unusable", "completed");
    expectNone("log", log.lines().toList());
    expectNone("answers", answers.stream().map(SecretsStaySecretTest::text).toList());
    expectNone("data directory after the end", files(data));
  }

  private SimulatedSwitch at(String address) {
    return SimulatedSwitch.at(address).password(onSwitch).packageSize(32 << 10).build();
  }

  private Map<String, String> settings(int port) throws Exception {
    return Map.of(
        "ssh.port",
        Integer.toString(port),
        "ssh.key.keyed",
        LoginKeys.write(keyFile).toString(),
        "collect.retry-delay",
        "50 ms");
  }

  private void work(TestDepot depot) throws IOException, InterruptedException {
    DepotApi api = api(depot, "rw-user", writer);
    String good = create(api, "good", onSwitch);
    String bad = create(api, "bad", wrong);
    String keyed = create(api, "keyed", onSwitch);
    collect(api, good, FIRST, "completed");
    collect(api, bad, SECOND, "failed");
    collect(api, keyed, THIRD, "failed");
    api.patch(DepotApi.PROFILES + "/" + good, Map.of("Password", patched));
    collect(api, good, FIRST, "failed");
    api.patch(DepotApi.PROFILES + "/" + bad, Map.of("Password", onSwitch));
    collect(api, bad, SECOND, "completed");
    refusedRequests(api, good);
    remoteServers(api);
    for (String user : List.of("rw-user", "ro-user", "admin")) {
      assertThat(api(depot, user, guessed).get(DepotApi.PROFILES).status()).isEqualTo(401);
    }
    reads(api(depot, "ro-user", reader), good);
  }

  // The answers that give a key or a token to its owner are not kept, those to its use are.
  private void sessions(TestDepot depot) throws IOException, InterruptedException {
    try (SessionClient client = new SessionClient(HttpClient.newHttpClient(), depot.address())) {
      answers.add(client.logIn("rw-user", guessedInForm));
      answers.add(client.logInForTokens("rw-user", guessedInForm));
      String key = SessionClient.key(client.logIn("rw-user", writer));
      forms.add("key of a session", key);
      String cookie = "JSESSIONID=" + key;
      String token =
          SessionClient.text(
              client.send(client.request("/dataservice/client/token").header("Cookie", cookie)));
      forms.add("XSRF token", token);
      JsonNode tokens = SessionClient.json(client.logInForTokens("ro-user", reader));
      for (String name : List.of("token", "refresh", "csrf")) {
        forms.add(name + " of a JWT login", tokens.path(name).asText());
      }
      String bearer = "Bearer " + tokens.path("token").asText();
      use(client, "Cookie", cookie, token);
      use(client, "Authorization", bearer, tokens.path("csrf").asText());
      answers.add(client.send(client.request("/logout").header("Cookie", cookie)));
      use(client, "Cookie", cookie, token);
    }
  }

  private void use(SessionClient client, String header, String value, String token)
      throws IOException, InterruptedException {
    for (String path :
        List.of("/dataservice/client/about", "/dataservice/nothing", "/nmx/v1/operations")) {
      answers.add(client.send(client.request(path).header(header, value)));
      for (String sent : List.of(token, token.substring(1))) {
        answers.add(
            client.send(
                client.request(path).header(header, value).header("X-XSRF-TOKEN", sent).DELETE()));
      }
    }
  }

  private void refusedRequests(DepotApi api, String profile)
      throws IOException, InterruptedException {
    List<Object> bodies =
        List.of(
            Map.of("Name", "more", "Username", "admin", "Password", refused, "Port", 22),
            Map.of("Name", "more", "Password", refused),
            Map.of("Name", "more", "Username", "admin", "Password", refused.repeat(3)),
            Map.of("Name", "more", "Username", "admin", "Password", refused + "\n"),
            Map.of("Name", "more", "Username", "admin", "Password", List.of(refused)),
            Map.of("Name", "good", "Username", "admin", "Password", refused),
            List.of(refused),
            refused);
    for (Object body : bodies) {
      assertThat(api.post(DepotApi.PROFILES, body).status()).isIn(400, 409);
    }
    Map<String, String> unknown = Map.of("Passphrase", refused);
    assertThat(api.patch(DepotApi.PROFILES + "/" + profile, unknown).status()).isEqualTo(400);
  }

  private void remoteServers(DepotApi api) throws IOException, InterruptedException {
    Map<String, Object> server =
        Map.of(
            "remoteServerName", "lab",
            "remoteServerUrl", "127.0.0.1",
            "remoteServerUser", "images",
            "remoteServerPassword", onServer);
    assertThat(api.post(REMOTE_SERVERS, server).status()).isEqualTo(200);
    assertThat(api.post(REMOTE_SERVERS, server).status()).isEqualTo(400);
    for (Object password : List.of(List.of(refused), refused.repeat(30), 7)) {
      Map<String, Object> wrong =
          Map.of(
              "remoteServerName", "other",
              "remoteServerUrl", "127.0.0.1",
              "remoteServerPassword", password);
      assertThat(api.post(REMOTE_SERVERS, wrong).status()).isEqualTo(400);
    }
    Map<String, String> url =
        Map.of("versionName", "1", "versionURL", "http://images:" + refused + "@127.0.0.1/a.bin");
    assertThat(api.post(SOFTWARE, url).status()).isEqualTo(400);
    String id = api.get(REMOTE_SERVERS).body().at("/data/0/remoteServerId").asText();
    api.get(REMOTE_SERVERS + "/" + id);
    api.get(SOFTWARE);
  }

  private static void reads(DepotApi api, String profile) throws IOException, InterruptedException {
    for (String path :
        List.of(
            DepotApi.PROFILES,
            DepotApi.PROFILES + "/" + profile,
            DepotApi.OPERATIONS,
            DepotApi.PACKAGES,
            "/netdepot/v1/host-keys",
            "/nmx/v1/openapi.yaml",
            "/nowhere")) {
      api.get(path);
    }
  }

  private DepotApi api(TestDepot depot, String user, String password) {
    return new DepotApi(depot.address(), user, password, answers::add);
  }

  private static String create(DepotApi api, String name, String password)
      throws IOException, InterruptedException {
    Answer answer =
        api.post(
            DepotApi.PROFILES, Map.of("Name", name, "Username", "admin", "Password", password));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer.body().path("ID").asText();
  }

  private static void collect(DepotApi api, String profile, String address, String end)
      throws IOException, InterruptedException {
    Answer answer =
        api.post(
            DepotApi.PACKAGES,
            Map.of("ProfileID", profile, "Switches", List.of(Map.of("Address", address))));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    String operation = answer.body().path("operationId").asText();
    String state =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> api.get(DepotApi.OPERATIONS + "/" + operation).body().path("Status").asText(),
                Set.of("completed", "failed")::contains);
    assertThat(state).isEqualTo(end);
    api.get("/netdepot/v1/operations/" + operation);
  }

  private static List<String> management(TestDepot depot) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (String path : List.of("health", "health/live", "health/ready", "metrics")) {
      HttpResponse<String> answer = depot.observe(path);
      texts.add(answer.body() + answer.headers());
    }
    return texts;
  }

  private static List<String> files(Path data) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.add(file + ": " + Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return answer.request().uri()
        + " "
        + answer.headers()
        + " "
        + new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void expectNone(String where, List<String> texts) {
    assertThat(texts).as(where).isNotEmpty();
    for (String text : texts) {
      assertThat(forms.in(text))
          .as(() -> where + ": " + text.substring(0, Math.min(text.length(), 300)))
          .isEmpty();
    }
  }
}
