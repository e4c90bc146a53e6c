package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * Lets old packages go, reads stored files again and holds packages, all beside each other. A held
 * package stays, whatever the rules say; no file is ever called damaged.
 */
final class UpkeepWorker implements Worker {
  private static final String OWN = "/netdepot/v1";

  private final Set<String> held = new HashSet<>();

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    switch (random.nextInt(4)) {
      case 0 -> assertThat(begin(api, "/expire")).isIn(202, 409);
      case 1 -> assertThat(begin(api, "/scrub")).isEqualTo(202);
      case 2 -> hold(api, random);
      default -> release(api, random);
    }
  }

  private static int begin(DepotApi api, String what) throws IOException, InterruptedException {
    return api.post(OWN + what, Map.of()).status();
  }

  private void hold(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    api.get(DepotApi.PACKAGES).body().forEach(each -> ids.add(each.path("fileID").asText()));
    if (ids.isEmpty() || held.size() > 5) {
      return;
    }
    String id = ids.get(random.nextInt(ids.size()));
    // It may have gone since it was listed.
    Answer answer = api.put(OWN + "/packages/" + id + "/hold", Map.of());
    assertThat(answer.status()).isIn(200, 404);
    if (answer.status() == 200) {
      held.add(id);
    }
  }

  private void release(DepotApi api, RandomGenerator random)
      throws IOException, InterruptedException {
    if (!held.isEmpty()) {
      String id = List.copyOf(held).get(random.nextInt(held.size()));
      held.remove(id);
      assertThat(api.delete(OWN + "/packages/" + id + "/hold").status()).isEqualTo(204);
    }
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    Set<String> there = new HashSet<>();
    api.get(DepotApi.PACKAGES).body().forEach(each -> there.add(each.path("fileID").asText()));
    Kept.all("held packages", there, held);
    assertThat(api.get(OWN + "/scrub").body().path("findings")).isEmpty();
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    awaitEnd(api, "/expire");
    assertThat(begin(api, "/expire")).isEqualTo(202);
    awaitEnd(api, "/expire");
    begin(api, "/scrub");
    awaitEnd(api, "/scrub");
    verify(api);
    Map<String, Integer> free = new HashMap<>();
    // As the service knows them: a hold may have been cut off before it was answered.
    for (JsonNode each : api.get(OWN + "/packages?held=false").body().path("items")) {
      free.merge(each.path("address").asText(), 1, Integer::sum);
    }
    assertThat(free.values()).as("packages of a switch that nobody holds").allMatch(n -> n <= 1);
  }

  private static void awaitEnd(DepotApi api, String what) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(30))
        .until(() -> !api.get(OWN + what).body().path("state").asText().equals("running"));
  }
}
