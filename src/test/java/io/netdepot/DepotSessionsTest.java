package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.secret.Secret;
import io.netdepot.secret.Users;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the whole service. */
@Timeout(120)
class DepotSessionsTest {
  @TempDir Path folder;

  private static int status(SessionClient client, String key)
      throws IOException, InterruptedException {
    return client
        .send(client.request("/dataservice/client/about").header("Cookie", "JSESSIONID=" + key))
        .statusCode();
  }

  @Test
  void endWithThePasswordThatBeganThemAndNoOther() throws Exception {
    Path data = folder.resolve("data");
    try (TestDepot depot = TestDepot.start(data, Map.of());
        SessionClient client = new SessionClient(HttpClient.newHttpClient(), depot.address())) {
      String writer = SessionClient.key(client.logIn("rw-user", TestDepot.WRITER));
      String reader = SessionClient.key(client.logIn("ro-user", TestDepot.READER));
      assertThat(status(client, writer)).isEqualTo(200);

      // As another process does it.
      Users.open(data.resolve("users"), data.resolve("initial-passwords"), Map.of())
          .changePassword("rw-user", Secret.of("another password"));

      await().atMost(Duration.ofSeconds(60)).until(() -> status(client, writer) == 401);
      assertThat(status(client, reader)).isEqualTo(200);
      assertThat(status(client, SessionClient.key(client.logIn("rw-user", "another password"))))
          .isEqualTo(200);
      assertThat(SessionClient.text(client.logIn("rw-user", TestDepot.WRITER)))
          .startsWith("<html>");
    }
  }

  @Test
  void endAfterTheTimeThatIsSet() throws Exception {
    Map<String, String> settings = Map.of("vmanage.session-idle", "1 ms");
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), settings);
        SessionClient client = new SessionClient(HttpClient.newHttpClient(), depot.address())) {
      String key = SessionClient.key(client.logIn("rw-user", TestDepot.WRITER));

      await().atMost(Duration.ofSeconds(60)).until(() -> status(client, key) == 401);
    }
  }
}
