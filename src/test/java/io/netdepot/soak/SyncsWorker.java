package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.peer.HttpPeer;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Remote images: added, fetched, deleted. One that was added stays, and comes by itself whenever
 * the service is killed; what is served is whole; one that was deleted does not come back.
 */
final class SyncsWorker implements Worker {
  private static final String PREFIX = "remote-";
  private static final int NAMES = 6;
  private static final int LARGEST = 4 << 20;
  private static final String SYNCS = "/netdepot/v1/image-syncs";

  private final HttpPeer peer;
  private final Map<String, byte[]> contents = new HashMap<>();

  // Mutable state: those that are surely there; the others of a name may be or not.
  private final Set<String> added = new HashSet<>();
  private final Set<String> uncertain = new HashSet<>();

  SyncsWorker(HttpPeer peer) {
    this.peer = peer;
    for (int number = 0; number < NAMES; number++) {
      String name = PREFIX + number + ".bin";
      byte[] content = new byte[LARGEST / (number + 1)];
      new Random(number).nextBytes(content);
      contents.put(name, content);
      peer.put("/" + name, content);
      if (number % 2 == 0) {
        peer.put("/" + name + ".sha256", HttpPeer.sha256(content));
      }
    }
  }

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    String name = PREFIX + random.nextInt(NAMES) + ".bin";
    switch (random.nextInt(5)) {
      case 0 -> delete(api, name);
      case 1 -> download(api, name);
      case 2 -> again(api, name);
      default -> {
        // A break on the way, so that a kill may come between two tries.
        peer.once("/" + name, HttpPeer.cutAfter(content(name), content(name).length / 2));
        add(api, name);
      }
    }
  }

  private byte[] content(String name) {
    byte[] content = contents.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name);
    }
    return content;
  }

  private void add(DepotApi api, String name) throws IOException, InterruptedException {
    uncertain.add(name);
    Answer answer =
        api.post(DepotApi.IMAGES, Map.of("versionName", "1", "versionURL", peer.url("/" + name)));
    assertThat(answer.status()).as("add %s: %s", name, answer.body()).isEqualTo(200);
    added.add(name);
    uncertain.remove(name);
  }

  private void delete(DepotApi api, String name) throws IOException, InterruptedException {
    JsonNode sync = list(api).get(name);
    if (sync == null) {
      return;
    }
    added.remove(name);
    uncertain.add(name);
    Answer answer = api.delete(DepotApi.IMAGES + "/" + sync.path("imageId").asText());
    assertThat(answer.status()).as("delete %s: %s", name, answer.body()).isEqualTo(200);
    uncertain.remove(name);
  }

  private void again(DepotApi api, String name) throws IOException, InterruptedException {
    JsonNode sync = list(api).get(name);
    if (sync != null) {
      Answer answer = api.post(SYNCS, Map.of("imageId", sync.path("imageId").asText()));
      assertThat(answer.status()).as("sync %s: %s", name, answer.body()).isEqualTo(202);
    }
  }

  private void download(DepotApi api, String name) throws IOException, InterruptedException {
    Answer answer = api.get(DepotApi.IMAGE_FILES + "/" + name);
    // 404 when it is not there, 503 while it is on its way.
    assertThat(answer.status()).isIn(200, 404, 503);
    if (answer.status() == 200) {
      assertThat(answer.bytes()).as("content of %s", name).isEqualTo(content(name));
    }
  }

  /** The syncs by file name; all that was added is there, and nothing else. */
  private Map<String, JsonNode> list(DepotApi api) throws IOException, InterruptedException {
    Answer answer = api.get(SYNCS);
    assertThat(answer.status()).isEqualTo(200);
    Map<String, JsonNode> found = new HashMap<>();
    answer.body().forEach(sync -> found.put(sync.path("fileName").asText(), sync));
    Kept.all("remote images", found.keySet(), added);
    Set<String> unwanted = new HashSet<>(contents.keySet());
    unwanted.removeAll(added);
    unwanted.removeAll(uncertain);
    Kept.none("deleted remote images", found.keySet(), unwanted);
    for (String name : List.copyOf(uncertain)) {
      uncertain.remove(name);
      if (found.containsKey(name)) {
        added.add(name);
      } else {
        added.remove(name);
      }
    }
    return found;
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    list(api);
  }

  /** Everything that was added has come, however often the service was killed on the way. */
  @Override
  public boolean atRest(DepotApi api) throws IOException, InterruptedException {
    return list(api).values().stream()
        .allMatch(
            sync -> sync.path("here").asBoolean() && sync.path("state").asText().equals("idle"));
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    for (String name : Set.copyOf(added)) {
      Answer answer = api.get(DepotApi.IMAGE_FILES + "/" + name);
      assertThat(answer.status()).as("%s", name).isEqualTo(200);
      assertThat(answer.bytes()).as("content of %s", name).isEqualTo(content(name));
    }
  }
}
