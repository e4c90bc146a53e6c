package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Collections and their cancelling. What was accepted is there after every start, comes to an end,
 * and its end is for good.
 */
final class CollectingWorker implements Worker {
  /** Beside a kill in each of the tries, nothing keeps a healthy switch from being collected. */
  private static final Set<String> MAY_FAIL_WITH = Set.of("interrupted");

  private final List<String> addresses;
  private final Map<String, String> ends = new HashMap<>();
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> askedToCancel = new HashSet<>();
  private final Set<String> cancelling = new HashSet<>();

  CollectingWorker(List<String> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    switch (random.nextInt(4)) {
      case 0, 1 -> collect(api, random);
      case 2 -> cancel(api, random);
      default -> look(api);
    }
  }

  private void collect(DepotApi api, RandomGenerator random)
      throws IOException, InterruptedException {
    List<String> some = new ArrayList<>(addresses);
    Collections.shuffle(some, new Random(random.nextLong()));
    List<Map<String, String>> switches =
        some.subList(0, 1 + random.nextInt(3)).stream()
            .map(address -> Map.of("Address", address))
            .toList();
    Answer answer = api.post(DepotApi.PACKAGES, Map.of("Switches", switches));
    assertThat(answer.status()).as("collect: %s", answer.body()).isIn(202, 409);
    if (answer.status() == 202) {
      accepted.add(answer.body().path("operationId").asText());
    }
  }

  private void cancel(DepotApi api, RandomGenerator random)
      throws IOException, InterruptedException {
    List<String> open = accepted.stream().filter(id -> !ends.containsKey(id)).sorted().toList();
    if (open.isEmpty() || random.nextBoolean()) {
      return;
    }
    String id = open.get(random.nextInt(open.size()));
    askedToCancel.add(id);
    Answer answer = api.delete(DepotApi.OPERATIONS + "/" + id);
    assertThat(answer.status()).as("cancel: %s", answer.body()).isIn(202, 409);
    if (answer.status() == 202) {
      cancelling.add(id);
    }
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    Set<String> listed = look(api);
    Kept.all("accepted operations", listed, accepted);
    // Those whose acceptance was cut off count from now on.
    accepted.addAll(listed);
  }

  /** Looks at all operations; an end that was seen once must stay as it is. */
  private Set<String> look(DepotApi api) throws IOException, InterruptedException {
    Answer answer = api.get(DepotApi.OPERATIONS);
    assertThat(answer.status()).isEqualTo(200);
    Set<String> listed = new HashSet<>();
    for (JsonNode operation : answer.body()) {
      String id = operation.path("ID").asText();
      String state = operation.path("Status").asText();
      listed.add(id);
      if (ends.containsKey(id)) {
        assertThat(state).as("end of operation %s", id).isEqualTo(ends.get(id));
      } else if (!open(operation)) {
        ends.put(id, state);
        verifyEnd(operation);
      }
    }
    return listed;
  }

  private void verifyEnd(JsonNode operation) {
    String id = operation.path("ID").asText();
    for (JsonNode entry : operation.path("Result").path("Data").path("Switches")) {
      String state = entry.path("Status").asText();
      assertThat(state).as("%s", operation).isIn("completed", "failed", "cancelled");
      // Other workers collect too, from switches of their own.
      if (state.equals("failed") && addresses.contains(entry.path("Address").asText())) {
        assertThat(MAY_FAIL_WITH).as("%s", operation).contains(entry.path("Error").asText());
      }
      if (state.equals("completed") && !entry.has("fileID")) {
        assertThat(entry.path("Details").asText()).as("%s", operation).contains("was deleted");
      }
    }
    String end = operation.path("Status").asText();
    if (end.equals("cancelled")) {
      assertThat(askedToCancel).as("operations somebody asked to cancel").contains(id);
    }
    // A switch of another worker may fail for good in the very moment of the cancel.
    if (cancelling.contains(id) && isOurs(operation)) {
      // Packages that were being published are kept, and may be all of them.
      assertThat(end).as("end of cancelled %s", operation).isIn("cancelled", "completed");
    }
  }

  private boolean isOurs(JsonNode operation) {
    for (JsonNode entry : operation.path("Result").path("Data").path("Switches")) {
      if (!addresses.contains(entry.path("Address").asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean open(JsonNode operation) {
    return Set.of("pending", "in-progress").contains(operation.path("Status").asText());
  }

  @Override
  public boolean atRest(DepotApi api) throws IOException, InterruptedException {
    for (JsonNode operation : api.get(DepotApi.OPERATIONS).body()) {
      if (open(operation)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    verify(api);
    Kept.all("ended operations", ends.keySet(), accepted);
  }
}
