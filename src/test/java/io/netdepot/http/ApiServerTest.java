package io.netdepot.http;

import static io.netdepot.http.ApiFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.CatalogFailures;
import io.netdepot.config.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static final String PATH = "/test/v1/things/7";

  /** An API of one operation, which answers however a test says. */
  private static Api api(Endpoint endpoint) {
    OpenApiContract contract = OpenApiContract.load("/openapi/test-v1.yaml");
    return new Api(
        "test",
        contract,
        Optional.empty(),
        new ProblemShape(),
        Map.of("getThing", endpoint),
        Map.of());
  }

  @Test
  void answersOthersWhileAPasswordIsBeingChecked() throws Exception {
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Authenticator slow =
        credentials -> {
          if (credentials.user().equals("ro-user")) {
            checking.countDown();
            await(goOn);
          }
          return ApiFixture.check(credentials);
        };
    try (ApiFixture http =
        new ApiFixture(List.of(api(call -> Reply.json(Map.of("id", call.path("id"))))), slow)) {
      CompletableFuture<HttpResponse<byte[]>> first =
          CompletableFuture.supplyAsync(
              () -> http.send(http.request(PATH).setHeader("Authorization", ApiFixture.RO)));
      await(checking);

      // Twice as many as there are event loops, so that each of them is asked.
      for (int i = 0; i < 16; i++) {
        assertThat(http.get(PATH).statusCode()).isEqualTo(200);
      }

      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void saysWhenToTryALoginAgain() {
    try (ApiFixture http =
        new ApiFixture(
            List.of(api(call -> Reply.noContent())),
            credentials -> new Access.TooBusy(Duration.ofSeconds(3)))) {
      HttpResponse<byte[]> response = http.get(PATH);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
    }
  }

  @Test
  void letsNobodyInWhenAuthenticationFailsItself() {
    try (ApiFixture http =
        new ApiFixture(
            List.of(api(call -> Reply.noContent())),
            credentials -> {
              throw new IllegalStateException("users cannot be read: secret path");
            })) {
      HttpResponse<byte[]> response = http.get(PATH);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(text(response)).contains("reference").doesNotContain("secret path");
    }
  }

  @Test
  void saysThatTheDiskIsFull() {
    Endpoint failing =
        call -> {
          throw CatalogFailures.full();
        };
    try (ApiFixture http = new ApiFixture(List.of(api(failing)))) {
      HttpResponse<byte[]> response = http.get(PATH);

      assertThat(response.statusCode()).isEqualTo(507);
      assertThat(text(response)).contains("storage-full", "The disk is full. Make room");
    }
  }

  @Test
  void hidesTheInsidesOfAFailureAndOfAnError() {
    for (Throwable failure :
        List.of(new IllegalStateException("x:hidden"), new LinkageError("x:hidden"))) {
      Endpoint failing =
          call -> {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          };
      try (ApiFixture http = new ApiFixture(List.of(api(failing)))) {
        HttpResponse<byte[]> response = http.get(PATH);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(text(response))
            .contains("internal-error")
            .doesNotContain("hidden", "LinkageError", "Exception");
      }
    }
  }

  @Test
  void sends204WithoutABody() {
    try (ApiFixture http = new ApiFixture(List.of(api(call -> Reply.noContent())))) {
      String answer =
          http.raw(
              "GET "
                  + PATH
                  + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                  + ApiFixture.RW
                  + "\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 204").endsWith("\r\n\r\n");
      assertThat(answer.toLowerCase(Locale.ROOT))
          .doesNotContain("content-length", "transfer-encoding");
    }
  }

  @Test
  void takesNothingBeforeTheRoutesAreThere() throws Exception {
    AtomicReference<String> early = new AtomicReference<>("");
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      ApiServer server = server(ApiFixture.settings(), api(call -> Reply.noContent()));
      server.install(context);
      context
          .getManagementStrategy()
          .addEventNotifier(
              new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) throws Exception {
                  if (event instanceof CamelEvent.RouteStartedEvent) {
                    early.set(answer(server));
                  }
                }
              });

      context.start();

      assertThat(early.get()).startsWith("503").contains("The service is starting");
      assertThat(answer(server)).startsWith("204");
    }
  }

  @Test
  void finishesWhatItTookAndTakesNothingMoreWhileItStops() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Endpoint slow =
        call -> {
          if (working.getCount() > 0) {
            working.countDown();
            await(goOn);
          }
          return Reply.noContent();
        };
    DefaultCamelContext context = new DefaultCamelContext();
    ApiServer server = server(ApiFixture.settings(), api(slow));
    server.install(context);
    context.start();
    CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> answer(server));
    await(working);

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(context::stop);

    Awaitility.await().until(() -> answer(server).contains("The service is stopping"));
    goOn.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS)).startsWith("204");
    stopping.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> answer(server)).hasCauseInstanceOf(IOException.class);
  }

  private static ApiServer server(HttpSettings settings, Api api) {
    return new ApiServer(
        settings,
        ApiFixture.noDevices(),
        ApiFixture.uploads(),
        ApiFixture.events(),
        Optional.empty(),
        ApiFixture.unlimited(ApiFixture::check),
        entry -> {},
        InstantSource.system(),
        List.of(api));
  }

  private static String answer(ApiServer server) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + PATH))
                  .header("Authorization", ApiFixture.RW)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysWhichAddressItCannotHave() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DefaultCamelContext context = new DefaultCamelContext()) {
      HttpSettings free = ApiFixture.settings();
      HttpSettings settings =
          new HttpSettings(
              free.host(),
              taken.getLocalPort(),
              false,
              free.tls(),
              free.certificate(),
              free.privateKey(),
              free.publicUrl(),
              free.maxJsonBody(),
              free.workers(),
              free.stopTimeout());
      server(settings, api(call -> Reply.noContent())).install(context);

      assertThatThrownBy(context::start)
          .hasStackTraceContaining("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void refusesAnApiThatAnswersOtherThanItDocuments() {
    assertThatThrownBy(
            () ->
                new Api(
                    "test",
                    OpenApiContract.load("/openapi/test-v1.yaml"),
                    Optional.empty(),
                    new ProblemShape(),
                    Map.of("somethingElse", call -> Reply.noContent()),
                    Map.of()))
        .hasMessageContaining("getThing")
        .hasMessageContaining("somethingElse");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
