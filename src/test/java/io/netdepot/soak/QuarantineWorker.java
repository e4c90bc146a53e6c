package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Collections from switches whose archives come damaged or cut short. What was quarantined stays,
 * whole, until it is deleted, and each switch that failed so has left something.
 */
final class QuarantineWorker implements Worker {
  private static final String QUARANTINE = "/netdepot/v1/quarantine";
  private static final Set<String> LEAVES_SOMETHING =
      Set.of("archive-damaged", "transfer-incomplete");

  private final List<String> addresses;
  private final Map<String, JsonNode> listed = new HashMap<>();
  // By operation and address.
  private final Set<String> left = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  QuarantineWorker(List<String> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    switch (random.nextInt(3)) {
      case 0 -> collect(api, random);
      case 1 -> list(api);
      default -> deleteOrDownload(api, random);
    }
  }

  private void collect(DepotApi api, RandomGenerator random)
      throws IOException, InterruptedException {
    String address = addresses.get(random.nextInt(addresses.size()));
    Answer answer =
        api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", address))));
    assertThat(answer.status()).as("collect: %s", answer.body()).isIn(202, 409);
  }

  private void deleteOrDownload(DepotApi api, RandomGenerator random)
      throws IOException, InterruptedException {
    if (listed.isEmpty()) {
      return;
    }
    String id = List.copyOf(listed.keySet()).get(random.nextInt(listed.size()));
    if (random.nextInt(3) > 0) {
      download(api, id);
      return;
    }
    // Until there is an answer, it may be there or not.
    JsonNode entry = Objects.requireNonNull(listed.remove(id));
    Answer answer = api.delete(QUARANTINE + "/" + id);
    if (answer.status() == 204) {
      deleted.add(id);
    } else {
      listed.put(id, entry);
      wasReplaced(api, id, answer);
    }
  }

  // A later try of the task has left another file meanwhile; the list looks that it has.
  private void wasReplaced(DepotApi api, String id, Answer answer)
      throws IOException, InterruptedException {
    assertThat(answer.status()).as("%s: %s", id, answer.body()).isEqualTo(404);
    list(api);
    assertThat(listed).doesNotContainKey(id);
  }

  private void download(DepotApi api, String id) throws IOException, InterruptedException {
    JsonNode entry = Objects.requireNonNull(listed.get(id));
    Answer answer = api.get(QUARANTINE + "/" + id + "/file");
    if (answer.status() == 404) {
      wasReplaced(api, id, answer);
      return;
    }
    assertThat(answer.status()).as("download %s: %s", id, answer.body()).isEqualTo(200);
    assertThat((long) answer.bytes().length).isEqualTo(entry.path("size").asLong());
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    list(api);
  }

  private void list(DepotApi api) throws IOException, InterruptedException {
    Map<String, JsonNode> found = new HashMap<>();
    String cursor = "";
    do {
      Answer answer = api.get(QUARANTINE + "?limit=3" + cursor);
      assertThat(answer.status()).as("list: %s", answer.body()).isEqualTo(200);
      answer.body().path("items").forEach(entry -> found.put(entry.path("id").asText(), entry));
      cursor = answer.body().has("next") ? "&cursor=" + answer.body().path("next").asText() : "";
    } while (!cursor.isEmpty());
    // A later try of the same task takes the place of the one before.
    Set<String> tasks = new HashSet<>();
    found.values().forEach(entry -> tasks.add(entry.path("taskId").asText()));
    for (JsonNode entry : listed.values()) {
      assertThat(tasks).as("task of %s", entry).contains(entry.path("taskId").asText());
    }
    Kept.none("deleted files", found.keySet(), deleted);
    listed.clear();
    listed.putAll(found);
    found
        .values()
        .forEach(entry -> left.add(key(entry.path("operationId"), entry.path("address"))));
  }

  private static String key(JsonNode operation, JsonNode address) {
    return operation.asText() + " " + address.asText();
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    list(api);
    for (String id : Set.copyOf(listed.keySet())) {
      download(api, id);
    }
    assertThat(api.get(DepotApi.PACKAGES).body())
        .noneMatch(entry -> addresses.contains(entry.path("switchAddress").asText()));
    for (JsonNode operation : api.get(DepotApi.OPERATIONS).body()) {
      for (JsonNode entry : operation.path("Result").path("Data").path("Switches")) {
        if (addresses.contains(entry.path("Address").asText())
            && LEAVES_SOMETHING.contains(entry.path("Error").asText())) {
          assertThat(left)
              .as("%s", operation)
              .contains(key(operation.path("ID"), entry.path("Address")));
        }
      }
    }
  }
}
