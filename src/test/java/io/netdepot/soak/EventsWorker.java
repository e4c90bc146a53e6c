package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netdepot.http.EventClient;
import io.netdepot.http.EventClient.Received;
import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * Follows the events, and comes back after each kill. None is missing and none comes twice; and
 * what they tell of packages is what there is.
 */
final class EventsWorker implements Worker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final Set<String> packages = new HashSet<>();
  private Optional<EventClient> client = Optional.empty();
  private long last;

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    Optional<Received> event = following(api).poll(MOMENT);
    if (event.isPresent()) {
      take(event.get());
    }
  }

  private EventClient following(DepotApi api) throws IOException {
    if (client.isEmpty()) {
      try {
        client =
            Optional.of(EventClient.open(api.follow("/netdepot/v1/events", Long.toString(last))));
      } catch (UncheckedIOException e) {
        throw new IOException("The service went away while it was asked for events", e);
      }
    }
    return client.get();
  }

  private void take(Received event) throws IOException {
    assertThat(event.type()).isNotEqualTo("gap");
    assertThat(event.id()).as("%s", event).isEqualTo(Long.toString(last + 1));
    last++;
    if (event.type().equals("package")) {
      JsonNode data = JSON.readTree(event.data());
      String id = data.path("id").asText();
      switch (data.path("change").asText()) {
        case "stored" -> packages.add(id);
        case "removed" -> packages.remove(id);
        default -> {
          // Others tell of a package that stays.
        }
      }
    }
  }

  @Override
  public void verify(DepotApi api) {
    // The stream of the service that was killed.
    client.ifPresent(EventClient::close);
    client = Optional.empty();
  }

  @Override
  public void verifyAtRest(DepotApi api) {
    Awaitility.await("the events tell of the packages that there are")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(MOMENT)
        .untilAsserted(
            () -> {
              for (Optional<Received> event = following(api).poll(MOMENT);
                  event.isPresent();
                  event = following(api).poll(MOMENT)) {
                take(event.get());
              }
              Set<String> found = new HashSet<>();
              api.get(DepotApi.PACKAGES)
                  .body()
                  .forEach(one -> found.add(one.path("fileID").asText()));
              assertThat(packages).isEqualTo(found);
            });
  }
}
