package io.netdepot.jolokia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the body of a request asks for, read and written anew: Jolokia's own reader gets nothing
 * that is nested without end, and no field that it might read otherwise than we did.
 *
 * @param list whether they came as a list, which is answered with one
 */
record Asked(List<Single> requests, boolean list) {
  /**
   * One request.
   *
   * @param change what it would change, for people; empty when it only looks
   */
  record Single(String json, Optional<String> change) {}

  Asked {
    requests = List.copyOf(requests);
  }

  /** What would be changed, in order. */
  List<String> changes() {
    return requests.stream().flatMap(request -> request.change().stream()).toList();
  }

  /** Not those that keep something for a client, such as notifications. */
  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("exec", "list", "read", "search", "version", "write"));

  private static final int MOST_REQUESTS = 10;
  private static final int DEEPEST = 30;
  private static final int LONGEST = 200;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException with a sentence, when it is not as it should be
   */
  static Asked read(byte[] body) {
    JsonNode asked = parse(body);
    List<JsonNode> requests = new ArrayList<>();
    if (asked.isArray()) {
      asked.forEach(requests::add);
    } else {
      requests.add(asked);
    }
    if (requests.size() > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "At most " + MOST_REQUESTS + " requests come in one body, not " + requests.size());
    }
    return new Asked(requests.stream().map(Asked::single).toList(), asked.isArray());
  }

  private static Single single(JsonNode request) {
    if (!(request instanceof ObjectNode fields)) {
      throw new IllegalArgumentException("A request is a JSON object");
    }
    if (fields.has("target")) {
      throw new IllegalArgumentException("This is no proxy: a request has no target");
    }
    // How an answer is written is not for the request to say, but for its size.
    fields.remove("config");
    String type = fields.path("type").asText();
    requireKnown(type);
    return new Single(written(fields), change(type, fields));
  }

  // Never with the arguments, which may be anything.
  private static Optional<String> change(String type, ObjectNode fields) {
    String what =
        switch (type.toLowerCase(Locale.ROOT)) {
          case "exec" -> "operation";
          case "write" -> "attribute";
          default -> "";
        };
    return Optional.of(what)
        .filter(field -> !field.isEmpty())
        .map(
            field ->
                shortened(
                    type.toLowerCase(Locale.ROOT)
                        + " "
                        + fields.path("mbean").asText()
                        + " "
                        + fields.path(field).asText()));
  }

  /**
   * Looks whether a kind of request is taken here at all.
   *
   * @throws IllegalArgumentException when it is not
   */
  static void requireKnown(String type) {
    if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Requests of the types " + String.join(", ", TYPES) + " are taken, and no others");
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The body is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("The body is no JSON", e);
    }
  }

  private static String written(JsonNode asked) {
    try {
      return JSON.writeValueAsString(asked);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The body cannot be taken", e);
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
