package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.http.ApiFixture;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who guesses passwords is slowed down at all entrances of the whole service alike. */
@Timeout(120)
class GuessedPasswordsTest {
  private static final String NMX = "/nmx/v1/operations";
  private static final String OWN = "/netdepot/v1/image-syncs";
  private static final String VMANAGE = "/dataservice/device/action/software";

  @TempDir Path folder;

  private static HttpResponse<byte[]> get(
      SessionClient client, String path, String user, String password)
      throws IOException, InterruptedException {
    return client.send(
        client.request(path).header("Authorization", ApiFixture.basic(user, password)));
  }

  @Test
  void whatFailsAtOneEntranceCountsAtAll() throws Exception {
    Map<String, String> settings = Map.of("http.failed-logins", "3");
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), settings);
        SessionClient client = new SessionClient(HttpClient.newHttpClient(), depot.address())) {
      // Remembered, so that it would be answered without a check.
      assertThat(get(client, NMX, "rw-user", TestDepot.WRITER).statusCode()).isEqualTo(200);
      client.logIn("rw-user", "guess 1");
      assertThat(get(client, NMX, "rw-user", "guess 2").statusCode()).isEqualTo(401);
      assertThat(get(client, OWN, "rw-user", "guess 3").statusCode()).isEqualTo(401);

      for (String password : List.of("guess 4", TestDepot.WRITER)) {
        for (String path : List.of(NMX, OWN)) {
          HttpResponse<byte[]> answer = get(client, path, "rw-user", password);
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(get(client, VMANAGE, "rw-user", password).statusCode()).isEqualTo(429);
        assertThat(client.logIn("rw-user", password).statusCode()).isEqualTo(429);
      }
      assertThat(get(client, NMX, "ro-user", TestDepot.READER).statusCode()).isEqualTo(200);
    }
  }
}
