package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.store.Sha256;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceListenerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private ApiFixture server;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "bytes");
    Downloadable download =
        new Downloadable(file, 5, new Sha256("0".repeat(64)), "file", Instant.EPOCH);
    Api api =
        new Api(
            "devices",
            OpenApiContract.load("/openapi/devices-v1.yaml"),
            Optional.empty(),
            new ProblemShape(),
            Map.of("getThing", call -> Reply.json(Map.of())),
            Map.of("downloadOpen", call -> download, "downloadClosed", call -> download));
    server =
        new ApiFixture(
            List.of(api),
            ApiFixture::check,
            new DeviceHttpSettings("127.0.0.1", Optional.of(0), Optional.empty(), List.of()),
            ApiFixture.uploads());
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(int port, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", ApiFixture.RW)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> asDevice(String method, String path) throws Exception {
    return send(server.server().devicePort().orElseThrow(), method, path);
  }

  @Test
  void sendsWhatNeedsNoLogin() throws Exception {
    HttpResponse<String> answer = asDevice("GET", "/devices/v1/open");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("bytes");
  }

  @Test
  void hasNothingElse() throws Exception {
    for (String path :
        List.of("/devices/v1/closed", "/devices/v1/thing", "/devices/v1", "/elsewhere", "/")) {
      HttpResponse<String> answer = asDevice("GET", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
    assertThat(asDevice("POST", "/devices/v1/open").statusCode()).isEqualTo(404);
    assertThat(asDevice("DELETE", "/devices/v1/thing").statusCode()).isEqualTo(404);
  }

  @Test
  void leavesTheApiAsItIs() throws Exception {
    assertThat(server.server().devicePort()).isNotEqualTo(Optional.of(server.port()));
    for (String path : List.of("/devices/v1/open", "/devices/v1/closed", "/devices/v1/thing")) {
      assertThat(send(server.port(), "GET", path).statusCode()).as(path).isEqualTo(200);
    }
  }
}
