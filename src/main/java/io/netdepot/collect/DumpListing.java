package io.netdepot.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packages a switch lists, read liberally: the JSON of {@code nv show system tech-support files
 * -o json} (by name, or by number as builds of 2022 print it, or wrapped in {@code files}), or the
 * two columns of the plain form. Entries without a plain path are left out.
 *
 * <p>Source: NVOS User Manual 25.02.4282, "Technical Support Commands"; NVOS test suite.
 */
record DumpListing(List<RemoteDump> dumps) {
  static final int MOST = 10_000;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
              .build());

  DumpListing {
    dumps = List.copyOf(dumps);
  }

  static DumpListing parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      try {
        return new DumpListing(fromJson(JSON.readTree(stripped)));
      } catch (JsonProcessingException e) {
        return new DumpListing(List.of());
      }
    }
    return new DumpListing(fromColumns(stripped));
  }

  private static List<RemoteDump> fromJson(JsonNode root) {
    JsonNode files = root.path("files").isObject() ? root.path("files") : root;
    List<RemoteDump> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      if (found.size() < MOST) {
        RemoteDump.parse(entry.getValue().path("path").asText())
            // `latest` points at one of the others, and is the only entry on some builds.
            .filter(dump -> !found.contains(dump))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static List<RemoteDump> fromColumns(String text) {
    return text.lines()
        .map(line -> line.strip())
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .flatMap(path -> RemoteDump.parse(path).stream())
        .distinct()
        .limit(MOST)
        .toList();
  }

  Optional<RemoteDump> named(String name) {
    return dumps.stream().filter(dump -> dump.name().equals(name)).findFirst();
  }

  boolean contains(String path) {
    return dumps.stream().anyMatch(dump -> dump.path().equals(path));
  }

  /**
   * The newest one that an earlier listing does not have; the time is read from the name, as
   * nothing else tells it.
   */
  Optional<RemoteDump> newestNotIn(DumpListing before) {
    return dumps.stream()
        .filter(dump -> before.named(dump.name()).isEmpty())
        .max(Comparator.comparing(RemoteDump::madeAt).thenComparing(RemoteDump::name));
  }
}
