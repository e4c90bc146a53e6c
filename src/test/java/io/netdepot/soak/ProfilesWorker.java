package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * Profiles made, changed and deleted. Names are read back; whether a password was kept is tried by
 * logging in to a switch of this worker's own.
 */
final class ProfilesWorker implements Worker {
  private static final int MANY = 8;

  /** What a profile may be at this moment: one of these, as a request may have been cut off. */
  private record Known(Set<String> names, Set<Boolean> logsIn) {
    static Known of(String name, boolean logsIn) {
      return new Known(Set.of(name), Set.of(logsIn));
    }

    Known or(Known other) {
      Set<String> allNames = new HashSet<>(names);
      allNames.addAll(other.names);
      Set<Boolean> all = new HashSet<>(logsIn);
      all.addAll(other.logsIn);
      return new Known(Set.copyOf(allNames), Set.copyOf(all));
    }
  }

  private final String address;
  private final String password;
  private final Map<String, Known> profiles = new HashMap<>();
  private final Set<String> deleting = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();
  private int names;

  /**
   * @param address a switch that nobody else collects from
   * @param password with which one logs in there as admin
   */
  ProfilesWorker(String address, String password) {
    this.address = address;
    this.password = password;
  }

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    if (profiles.isEmpty() || (profiles.size() < MANY && random.nextInt(3) == 0)) {
      create(api, random.nextBoolean());
      return;
    }
    String id = List.copyOf(profiles.keySet()).get(random.nextInt(profiles.size()));
    if (random.nextInt(5) == 0) {
      delete(api, id);
    } else {
      change(api, id, random.nextBoolean());
    }
  }

  private void create(DepotApi api, boolean logsIn) throws IOException, InterruptedException {
    String name = nextName();
    Answer answer =
        api.post(
            DepotApi.PROFILES,
            Map.of("Name", name, "Username", "admin", "Password", password(logsIn)));
    assertThat(answer.status()).as("create: %s", answer.body()).isEqualTo(201);
    profiles.put(answer.body().path("ID").asText(), Known.of(name, logsIn));
  }

  private void change(DepotApi api, String id, boolean logsIn)
      throws IOException, InterruptedException {
    String name = nextName();
    Known wanted = Known.of(name, logsIn);
    profiles.merge(id, wanted, Known::or);
    Answer answer =
        api.patch(DepotApi.PROFILES + "/" + id, Map.of("Name", name, "Password", password(logsIn)));
    assertThat(answer.status()).as("change: %s", answer.body()).isEqualTo(200);
    profiles.put(id, wanted);
  }

  private void delete(DepotApi api, String id) throws IOException, InterruptedException {
    deleting.add(id);
    Answer answer = api.delete(DepotApi.PROFILES + "/" + id);
    assertThat(answer.status()).as("delete: %s", answer.body()).isIn(204, 409);
    deleting.remove(id);
    if (answer.status() == 204) {
      profiles.remove(id);
      deleted.add(id);
    }
  }

  private String nextName() {
    names++;
    return "profile " + names;
  }

  private String password(boolean logsIn) {
    return logsIn ? password : "not " + password;
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    Map<String, String> found = new HashMap<>();
    for (JsonNode profile : api.get(DepotApi.PROFILES).body()) {
      found.put(profile.path("ID").asText(), profile.path("Name").asText());
    }
    for (String id : deleting) {
      if (!found.containsKey(id)) {
        profiles.remove(id);
        deleted.add(id);
      }
    }
    deleting.clear();
    Kept.all("profiles", found.keySet(), profiles.keySet());
    Kept.none("deleted profiles", found.keySet(), deleted);
    profiles.forEach((id, known) -> assertThat(known.names()).contains(found.get(id)));
    profiles.replaceAll((id, known) -> new Known(Set.of(found.get(id)), known.logsIn()));
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    verify(api);
    for (Map.Entry<String, Known> some : profiles.entrySet().stream().limit(2).toList()) {
      boolean logsIn = logsIn(api, some.getKey());
      assertThat(some.getValue().logsIn()).as("login of %s", some.getKey()).contains(logsIn);
    }
  }

  /** Collects with the profile, and tells whether its login was right. */
  private boolean logsIn(DepotApi api, String id) throws IOException, InterruptedException {
    Answer answer =
        api.post(
            DepotApi.PACKAGES,
            Map.of("ProfileID", id, "Switches", List.of(Map.of("Address", address))));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    String operation = DepotApi.OPERATIONS + "/" + answer.body().path("operationId").asText();
    JsonNode ended =
        Awaitility.await("the login was tried")
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(50))
            .until(
                () -> api.get(operation).body(),
                body -> Set.of("completed", "failed").contains(body.path("Status").asText()));
    JsonNode entry = ended.path("Result").path("Data").path("Switches").path(0);
    if (entry.path("Status").asText().equals("completed")) {
      return true;
    }
    assertThat(entry.path("Error").asText()).as("%s", ended).isEqualTo("authentication-failed");
    return false;
  }
}
