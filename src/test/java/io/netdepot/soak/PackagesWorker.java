package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Downloads and deletions. A package that was listed once stays listed and whole until it is
 * deleted, and then never comes back.
 */
final class PackagesWorker implements Worker {
  /** Above this, packages are deleted more often than they come. */
  private static final int MANY = 40;

  private final Map<String, JsonNode> listed = new HashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final Map<String, String> digestByAddress = new HashMap<>();

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    list(api);
    if (listed.isEmpty()) {
      return;
    }
    String id = List.copyOf(listed.keySet()).get(random.nextInt(listed.size()));
    if (random.nextInt(4) == 0 || listed.size() > MANY) {
      delete(api, id);
    } else {
      download(api, id);
    }
  }

  private void delete(DepotApi api, String id) throws IOException, InterruptedException {
    // Until there is an answer, it may be there or not.
    listed.remove(id);
    Answer answer = api.delete(DepotApi.PACKAGES + "/" + id);
    assertThat(answer.status()).as("delete %s: %s", id, answer.body()).isEqualTo(204);
    deleted.add(id);
    assertThat(api.get(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(404);
  }

  private void download(DepotApi api, String id) throws IOException, InterruptedException {
    JsonNode entry = Objects.requireNonNull(listed.get(id));
    Answer answer = api.get(DepotApi.PACKAGES + "/" + id);
    assertThat(answer.status()).as("download %s: %s", id, answer.body()).isEqualTo(200);
    assertThat((long) answer.bytes().length).isEqualTo(entry.path("size").asLong());
    String digest = sha256(answer.bytes());
    assertThat(answer.header("Repr-Digest")).isEqualTo("sha-256=:" + digest + ":");
    // A simulated switch makes the same bytes each time.
    String address = entry.path("switchAddress").asText();
    String earlier = digestByAddress.putIfAbsent(address, digest);
    assertThat(digest).as("content from %s", address).isEqualTo(earlier == null ? digest : earlier);
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    list(api);
  }

  /** Every package that should be there is, as it was, and none that should not. */
  private void list(DepotApi api) throws IOException, InterruptedException {
    Answer answer = api.get(DepotApi.PACKAGES);
    assertThat(answer.status()).isEqualTo(200);
    Map<String, JsonNode> found = new HashMap<>();
    answer.body().forEach(entry -> found.put(entry.path("fileID").asText(), entry));
    Kept.all("packages", found.keySet(), listed.keySet());
    Kept.none("deleted packages", found.keySet(), deleted);
    listed.forEach((id, entry) -> assertThat(found.get(id)).as("package").isEqualTo(entry));
    listed.putAll(found);
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    list(api);
    for (String id : Set.copyOf(listed.keySet())) {
      download(api, id);
    }
    verifyOperationsAgree(api);
  }

  /** A package that an operation names is listed, unless it was deleted. */
  private void verifyOperationsAgree(DepotApi api) throws IOException, InterruptedException {
    for (JsonNode operation : api.get(DepotApi.OPERATIONS).body()) {
      for (JsonNode entry : operation.path("Result").path("Data").path("Switches")) {
        String id = entry.path("fileID").asText("");
        if (!id.isEmpty()) {
          assertThat(listed).as("%s", operation).containsKey(id);
        }
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
