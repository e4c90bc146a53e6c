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
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;

/** The server beside Camel's own management server, in Camel's main, as the product runs it. */
class CamelMainTest {
  @Test
  void answersBesideTheManagementServer() throws Exception {
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
    main.addInitialProperty("camel.management.enabled", "true");
    main.addInitialProperty("camel.management.host", "127.0.0.1");
    main.addInitialProperty("camel.management.port", "0");
    main.addInitialProperty("camel.management.healthCheckEnabled", "true");
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
      int management =
          main.getCamelContext().getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
              .filter(VertxPlatformHttpRouter::isManagementServer)
              .map(router -> router.getServer().getServer().actualPort())
              .findFirst()
              .orElseThrow();

      assertThat(get(server.getPort(), "/test/v1/things/7")).isEqualTo("200 {\"id\":\"7\"}");
      assertThat(get(server.getPort(), "/observe/health")).startsWith("404");
      assertThat(get(management, "/observe/health")).startsWith("200");
      assertThat(get(management, "/test/v1/things/7")).startsWith("404");
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
