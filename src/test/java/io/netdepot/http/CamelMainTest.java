package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;

/** The server in Camel's main, as the product runs it. */
class CamelMainTest {
  @Test
  void answersWhatItsApisHave() throws Exception {
    Api api =
        new Api(
            "test",
            OpenApiContract.load("/openapi/test-v1.yaml"),
            Optional.empty(),
            new ProblemShape(),
            Map.of("getThing", call -> Reply.json(Map.of("id", call.path("id")))),
            Map.of());
    ApiServer server =
        new ApiServer(
            ApiFixture.settings(),
            ApiFixture.noDevices(),
            ApiFixture.uploads(),
            ApiFixture.events(),
            Optional.empty(),
            ApiFixture.unlimited(ApiFixture::check),
            entry -> {},
            InstantSource.system(),
            List.of(api));
    Main main = new Main();
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            try {
              server.install(configured.getCamelContext());
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }
        });
    main.start();
    try {
      assertThat(get(server.getPort(), "/test/v1/things/7")).isEqualTo("200 {\"id\":\"7\"}");
      assertThat(get(server.getPort(), "/observe/health")).startsWith("404");
    } finally {
      main.stop();
    }
  }

  private static String get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", ApiFixture.RO)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }
}
