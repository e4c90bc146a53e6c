package io.netdepot.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * Reads {@code nv show system image -o json}, liberally: {@code current} is the number of a
 * partition, its name, or the build itself; a partition is an object with {@code build-id} or, on
 * older builds, plain text; {@code partition2} may be missing.
 *
 * <p>Source: NVOS User Manual 25.02.4282, "Installation Management Commands", and public clients.
 */
final class SwitchImages {
  private static final int LONGEST = 100;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
              .build());

  private SwitchImages() {}

  /**
   * Whether a file of images is there: {@code {"<name>": {"path": "…"}}}, perhaps within {@code
   * files}; builds of 2022 have numbers for keys.
   */
  static boolean lists(String printed, String fileName) {
    try {
      JsonNode root = JSON.readTree(printed);
      if (root == null || !root.isObject()) {
        return false;
      }
      JsonNode files = root.path("files").isObject() ? root.path("files") : root;
      return files.has(fileName)
          || files
              .valueStream()
              .anyMatch(file -> file.path("path").asText("").endsWith("/" + fileName));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** The build that the switch runs; empty when that cannot be told. */
  static Optional<String> current(String printed) {
    try {
      JsonNode root = JSON.readTree(printed);
      if (root == null || !root.isObject()) {
        return Optional.empty();
      }
      JsonNode image = root.path("image").isObject() ? root.path("image") : root;
      return current(image).filter(build -> build.length() <= LONGEST);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> current(JsonNode image) {
    String current = image.path("current").asText("").strip();
    if (current.isEmpty()) {
      return Optional.empty();
    }
    String name = current.chars().allMatch(Character::isDigit) ? "partition" + current : current;
    JsonNode partition = image.path(name);
    if (partition.isMissingNode()) {
      return name.startsWith("partition") ? Optional.empty() : Optional.of(current);
    }
    return Optional.of(
            partition.isObject() ? partition.path("build-id").asText("") : partition.asText(""))
        .map(String::strip)
        .filter(build -> !build.isEmpty());
  }
}
