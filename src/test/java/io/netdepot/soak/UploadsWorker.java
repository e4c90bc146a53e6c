package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Images uploaded, downloaded and deleted. One that was taken stays, with its very bytes, until it
 * is deleted; other bytes never come under its name; of an upload that was cut off all is there or
 * nothing.
 */
final class UploadsWorker implements Worker {
  private static final String PREFIX = "upload-";
  private static final int NAMES = 6;
  private static final int CONTENTS = 4;
  private static final int LARGEST = 3 << 20;
  private static final int ABSENT = -1;

  // What there may be under a name: the number of a content, or nothing.
  private final Map<String, Set<Integer>> possible = new HashMap<>();

  UploadsWorker() {
    for (int number = 0; number < NAMES; number++) {
      possible.put(PREFIX + number + ".bin", Set.of(ABSENT));
    }
  }

  @Override
  public void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException {
    String name = PREFIX + random.nextInt(NAMES) + ".bin";
    switch (random.nextInt(4)) {
      case 0 -> delete(api, name);
      case 1 -> download(api, name);
      default -> upload(api, name, random.nextInt(CONTENTS));
    }
  }

  private Set<Integer> possible(String name) {
    return Set.copyOf(possible.getOrDefault(name, Set.of()));
  }

  private void upload(DepotApi api, String name, int number)
      throws IOException, InterruptedException {
    Set<Integer> before = possible(name);
    if (before.contains(ABSENT)) {
      possible.put(name, with(before, number));
    }
    Answer answer = api.upload(DepotApi.IMAGE_FILES, name, content(number));
    switch (answer.status()) {
      case 200 -> {
        assertThat(before).as("taken as %s", name).containsAnyOf(ABSENT, number);
        possible.put(name, Set.of(number));
      }
      case 400 -> {
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("IMAGE0002");
        Set<Integer> others = without(without(before, ABSENT), number);
        assertThat(others).as("why %s is refused", name).isNotEmpty();
        possible.put(name, others);
      }
      default -> throw new AssertionError("upload: " + answer.status() + " " + answer.body());
    }
  }

  private void delete(DepotApi api, String name) throws IOException, InterruptedException {
    Map<String, String> ids = list(api);
    String id = ids.getOrDefault(name, "");
    if (id.isEmpty()) {
      return;
    }
    possible.put(name, with(possible(name), ABSENT));
    Answer answer = api.delete(DepotApi.IMAGES + "/" + id);
    assertThat(answer.status()).as("delete %s: %s", name, answer.body()).isEqualTo(200);
    possible.put(name, Set.of(ABSENT));
  }

  private void download(DepotApi api, String name) throws IOException, InterruptedException {
    Answer answer = api.get(DepotApi.IMAGE_FILES + "/" + name);
    if (answer.status() == 404) {
      assertThat(possible(name)).as("what may be under %s", name).contains(ABSENT);
      possible.put(name, Set.of(ABSENT));
      return;
    }
    assertThat(answer.status()).as("download %s: %s", name, answer.body()).isEqualTo(200);
    Set<Integer> same =
        without(possible(name), ABSENT).stream()
            .filter(number -> Arrays.equals(content(number), answer.bytes()))
            .collect(Collectors.toSet());
    assertThat(same).as("contents that the bytes of %s are", name).hasSize(1);
    possible.put(name, same);
  }

  /** The ids by name; what may be there and what must is compared and narrowed. */
  private Map<String, String> list(DepotApi api) throws IOException, InterruptedException {
    Answer answer = api.get(DepotApi.IMAGES);
    assertThat(answer.status()).isEqualTo(200);
    Map<String, String> ids = new HashMap<>();
    for (JsonNode image : answer.body().path("data")) {
      String name = image.path("availableFiles").asText();
      if (name.startsWith(PREFIX)) {
        ids.put(name, image.path("versionId").asText());
      }
    }
    assertThat(possible.keySet()).containsAll(ids.keySet());
    for (String name : List.copyOf(possible.keySet())) {
      boolean there = ids.containsKey(name);
      Set<Integer> now = there ? without(possible(name), ABSENT) : Set.of(ABSENT);
      assertThat(possible(name)).as("%s is %s there", name, there ? "" : "not").containsAll(now);
      assertThat(now).as("what may be under %s, which is there", name).isNotEmpty();
      possible.put(name, now);
    }
    return ids;
  }

  private static Set<Integer> with(Set<Integer> some, int one) {
    Set<Integer> more = new HashSet<>(some);
    more.add(one);
    return more;
  }

  private static Set<Integer> without(Set<Integer> some, int one) {
    Set<Integer> fewer = new HashSet<>(some);
    fewer.remove(one);
    return fewer;
  }

  private static byte[] content(int number) {
    byte[] content = new byte[LARGEST / (number + 1)];
    new Random(number).nextBytes(content);
    return content;
  }

  @Override
  public void verify(DepotApi api) throws IOException, InterruptedException {
    list(api);
  }

  @Override
  public void verifyAtRest(DepotApi api) throws IOException, InterruptedException {
    for (String name : List.copyOf(possible.keySet())) {
      download(api, name);
    }
  }
}
