package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The query parameters that an operation documents. What becomes of others is the document's to
 * say: clients of a vendor add some of their own, such as {@code nocache}, which are not looked at;
 * where nobody does, a mistyped filter must not be answered with everything.
 */
final class QueryRule {
  /** Where it is {@code refused}, parameters that are not documented are. */
  private static final String OTHERS = "x-undocumented-parameters";

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  // By name, whether it is a list and what its values are.
  private final Map<String, Kind> kinds;
  private final Optional<RequestSchema> schema;
  private final boolean refusesOthers;

  private record Kind(boolean list, String type) {}

  private QueryRule(
      Map<String, Kind> kinds, Optional<RequestSchema> schema, boolean refusesOthers) {
    this.kinds = Map.copyOf(kinds);
    this.schema = schema;
    this.refusesOthers = refusesOthers;
  }

  /** Reads parameters of an OpenAPI document, whose components they may refer to. */
  static QueryRule of(JsonNode document, List<JsonNode> parameters) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = whole.putObject("properties");
    ArrayNode required = whole.putArray("required");
    for (JsonNode written : parameters) {
      JsonNode parameter = resolve(document, written);
      if (parameter.path("in").asText().equals("query")) {
        String name = parameter.required("name").asText();
        JsonNode type = resolve(document, parameter.required("schema"));
        boolean list = type.path("type").asText().equals("array");
        JsonNode value = list ? resolve(document, type.path("items")) : type;
        kinds.put(name, new Kind(list, value.path("type").asText()));
        properties.set(name, parameter.required("schema"));
        if (parameter.path("required").asBoolean()) {
          required.add(name);
        }
      }
    }
    return new QueryRule(
        kinds,
        kinds.isEmpty() ? Optional.empty() : Optional.of(RequestSchema.of(document, whole)),
        document.path(OTHERS).asText().equals("refused"));
  }

  private static JsonNode resolve(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Whether there is nothing to check. */
  boolean isEmpty() {
    return schema.isEmpty() && !refusesOthers;
  }

  /**
   * Refuses a query that breaks the contract.
   *
   * @throws ApiProblem 400, with a sentence that names the parameter
   */
  void check(Map<String, List<String>> query) {
    if (refusesOthers) {
      query.keySet().stream()
          .filter(name -> !kinds.containsKey(name))
          .findFirst()
          .ifPresent(this::refuse);
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    kinds.forEach(
        (name, kind) -> {
          List<String> sent = query.getOrDefault(name, List.of());
          if (kind.list() && !sent.isEmpty()) {
            ArrayNode list = values.putArray(name);
            sent.forEach(value -> list.add(node(kind, value)));
          } else if (sent.size() == 1) {
            values.set(name, node(kind, sent.getFirst()));
          } else if (sent.size() > 1) {
            throw ApiProblem.of(
                400, name + ": there " + sent.size() + " times in the query; send it once");
          }
        });
    schema.ifPresent(one -> one.check(values));
  }

  private void refuse(String name) {
    throw ApiProblem.of(
        400,
        Printable.text(name, 80)
            + ": unknown query parameter; "
            + (kinds.isEmpty()
                ? "there is none here"
                : "known here: " + String.join(", ", new TreeSet<>(kinds.keySet()))));
  }

  private static JsonNode node(Kind kind, String value) {
    if (kind.type().equals("integer") && WHOLE_NUMBER.matcher(value).matches()) {
      return LongNode.valueOf(Long.parseLong(value));
    }
    if (kind.type().equals("boolean") && (value.equals("true") || value.equals("false"))) {
      return BooleanNode.valueOf(value.equals("true"));
    }
    return TextNode.valueOf(value);
  }
}
