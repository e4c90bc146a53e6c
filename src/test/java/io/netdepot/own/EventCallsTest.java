package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.EventCatalog;
import io.netdepot.http.ApiFixture;
import io.netdepot.http.EventClient;
import io.netdepot.http.EventClient.Received;
import io.netdepot.nmx.NmxFixture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCallsTest {
  private static final String EVENTS = "/netdepot/v1/events";
  private NmxFixture depot;
  private EventCatalog events;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
    events = depot.catalog.events();
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private HttpRequest.Builder request(String path) {
    return depot.http.request(path);
  }

  private EventClient follow(String query) {
    return EventClient.open(request(EVENTS + query).build());
  }

  @Test
  void sendsEventsAsTheyCome() {
    events.add("operation", "{\"id\":\"0\"}");
    try (EventClient client = follow("")) {
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.header("Content-Type")).hasValue("text/event-stream");
      assertThat(client.header("Cache-Control")).hasValue("no-store");
      Awaitility.await().until(() -> client.lastId().equals("1"));
      events.add("package", "{\"id\":\"1\"}");
      events.add("routes", "{}");
      assertThat(client.next())
          .isEqualTo(
              new Received("2", "package", "{\"at\":\"1970-01-01T00:00:00Z\",\"id\":\"1\"}"));
      assertThat(client.next())
          .isEqualTo(new Received("3", "routes", "{\"at\":\"1970-01-01T00:00:00Z\"}"));
    }
  }

  @Test
  void goesOnAfterTheLastEventOfAClientThatComesBack() {
    for (int n = 0; n < 3; n++) {
      events.add("routes", "{}");
    }
    try (EventClient client =
        EventClient.open(request(EVENTS + "?lastEventId=2").header("Last-Event-ID", "1").build())) {
      assertThat(client.next().id()).isEqualTo("2");
      assertThat(client.next().id()).isEqualTo("3");
    }
    try (EventClient client = follow("?lastEventId=2")) {
      assertThat(client.next().id()).isEqualTo("3");
    }
  }

  @Test
  void tellsOfAGap() {
    for (int n = 0; n < 5; n++) {
      events.add("routes", "{}");
    }
    events.trim(2, 10);
    try (EventClient client = follow("?lastEventId=1&types=image")) {
      Received gap = client.next();
      assertThat(gap.type()).isEqualTo("gap");
      assertThat(gap.id()).isEqualTo("3");
      assertThat(gap.data()).matches("\\{\"at\":\"2\\S+Z\",.*").contains("read the lists anew");
    }
  }

  @Test
  void sendsTheTypesThatAreAskedForAndMovesTheLastIdOnAllTheSame() {
    try (EventClient client = follow("?types=package,image")) {
      events.add("operation", "{}");
      events.add("image", "{}");
      events.add("operation", "{}");
      assertThat(client.next().id()).isEqualTo("2");
      Awaitility.await().until(() -> client.lastId().equals("3"));
      assertThat(client.comments()).isPositive();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    HttpResponse<byte[]> unknown = depot.http.get(EVENTS + "?types=operation,fans");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(NmxFixture.json(unknown).get("detail").asText())
        .contains("'fans'", "image-sync, operation");
    assertThat(depot.http.get(EVENTS + "?types=").statusCode()).isEqualTo(400);
    HttpResponse<byte[]> id = depot.http.get(EVENTS + "?lastEventId=-1");
    assertThat(id.statusCode()).isEqualTo(400);
    assertThat(NmxFixture.json(id).get("detail").asText()).contains("Last-Event-ID");
  }

  @Test
  void isForReadersToo() {
    HttpRequest reader = request(EVENTS).setHeader("Authorization", ApiFixture.RO).build();
    try (EventClient client = EventClient.open(reader)) {
      assertThat(client.status()).isEqualTo(200);
    }
    HttpRequest nobody = request(EVENTS).setHeader("Authorization", "Basic eDp4").build();
    try (EventClient client = EventClient.open(nobody)) {
      assertThat(client.status()).isEqualTo(401);
    }
  }

  @Test
  void servesSoManyAndTheOthersLater() {
    try (EventClient one = follow("");
        EventClient two = follow("")) {
      assertThat(List.of(one.status(), two.status())).containsOnly(200);
      HttpResponse<byte[]> third = depot.http.get(EVENTS);
      assertThat(third.statusCode()).isEqualTo(503);
      assertThat(third.headers().firstValue("Retry-After")).isPresent();
    }
    Awaitility.await()
        .until(
            () -> {
              try (EventClient next = follow("")) {
                return next.status() == 200;
              }
            });
  }

  @Test
  void dropsAClientThatDoesNotRead() throws Exception {
    String data = "{\"text\":\"" + "x".repeat(20_000) + "\"}";
    try (Socket silent = new Socket()) {
      silent.setReceiveBufferSize(4096);
      silent.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), depot.http.port()));
      silent
          .getOutputStream()
          .write(
              ("GET "
                      + EVENTS
                      + "?lastEventId=0 HTTP/1.1\r\nHost: x\r\nAuthorization: "
                      + ApiFixture.RW
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      for (int n = 0; n < 1000; n++) {
        events.add("operation", data);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> depot.http.server().streams().dropped() == 1);
      Awaitility.await().until(() -> depot.http.server().streams().open() == 0);
    }
  }

  @Test
  void endsWhenTheServiceStops() {
    try (EventClient client = follow("")) {
      depot.http.server().stop();
      client.awaitEnd();
    }
  }
}
