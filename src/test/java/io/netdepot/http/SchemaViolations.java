package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes, from the schema of a request, a valid body and of it one broken body for each constraint
 * the schema states.
 */
public final class SchemaViolations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final OpenApiCheck check;
  private final OpenApiCheck.Documented operation;
  private final List<Violation> found = new ArrayList<>();

  /**
   * A body that breaks one constraint.
   *
   * @param field what the error must name
   */
  public record Violation(
      OpenApiCheck.Documented operation, String rule, String field, JsonNode body) {
    @Override
    public String toString() {
      return operation.id() + " " + field + " " + rule;
    }
  }

  private SchemaViolations(OpenApiCheck check, OpenApiCheck.Documented operation) {
    this.check = check;
    this.operation = operation;
  }

  public static List<Violation> of(OpenApiCheck check, OpenApiCheck.Documented operation) {
    JsonNode schema = operation.operation().at("/requestBody/content/application~1json/schema");
    SchemaViolations violations = new SchemaViolations(check, operation);
    JsonNode valid = violations.valid(schema);
    if (!check.broken(schema, valid).isEmpty()) {
      throw new IllegalStateException("Not valid by " + operation.id() + ": " + valid);
    }
    violations.collect(schema, "", body -> violations.add("type", "body", body));
    violations.found.removeIf(one -> check.broken(schema, one.body()).isEmpty());
    return violations.found;
  }

  private void add(String rule, String field, JsonNode body) {
    found.add(new Violation(operation, rule, field, body));
  }

  private JsonNode valid(JsonNode raw) {
    JsonNode schema = resolve(raw);
    return switch (type(schema)) {
      case "object" -> {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> one : schema.get("properties").properties()) {
          object.set(one.getKey(), valid(one.getValue()));
        }
        yield object;
      }
      case "array" -> NODES.arrayNode().add(valid(schema.get("items")));
      case "integer" -> NODES.numberNode(schema.path("minimum").asInt());
      case "boolean" -> NODES.booleanNode(false);
      default ->
          schema.has("enum")
              ? schema.get("enum").get(0)
              : schema.path("pattern").asText().contains("{24}")
                  ? TextNode.valueOf("0".repeat(24))
                  : TextNode.valueOf("a");
    };
  }

  /** Breaks a schema in every way; {@code put} takes a broken value and adds the whole body. */
  private void collect(JsonNode raw, String field, Consumer<JsonNode> put) {
    JsonNode schema = resolve(raw);
    switch (type(schema)) {
      case "object" -> object(schema, field);
      case "array" -> array(schema, field);
      case "integer" -> integer(schema, field);
      default -> string(schema, field);
    }
    if (field.isEmpty()) {
      put.accept(NODES.numberNode(7));
      put.accept(NullNode.instance);
      put.accept(TextNode.valueOf("text"));
    } else {
      broken("type number", field, NODES.numberNode(7));
      broken("type null", field, NullNode.instance);
      broken("type boolean", field, NODES.booleanNode(true));
    }
  }

  private void object(JsonNode schema, String field) {
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      add("required", name, without(join(field, name)));
    }
    if (!schema.path("additionalProperties").asBoolean(true)) {
      add("additionalProperties", "Zusatz", with(join(field, "Zusatz"), TextNode.valueOf("x")));
    }
    if (schema.has("minProperties") && field.isEmpty()) {
      add("minProperties", "body", NODES.objectNode());
    }
    for (Map.Entry<String, JsonNode> one : schema.get("properties").properties()) {
      collect(one.getValue(), join(field, one.getKey()), body -> {});
    }
  }

  private void array(JsonNode schema, String field) {
    JsonNode entry = valid(schema.get("items"));
    if (schema.path("minItems").asInt() > 0) {
      broken("minItems", field, NODES.arrayNode());
    }
    if (schema.path("uniqueItems").asBoolean()) {
      broken("uniqueItems", field, NODES.arrayNode().add(entry).add(entry.deepCopy()));
    }
    collect(schema.get("items"), field + "[0]", body -> {});
  }

  private void integer(JsonNode schema, String field) {
    broken("type text", field, TextNode.valueOf("7"));
    broken("type fraction", field, NODES.numberNode(7.5));
    broken("minimum", field, NODES.numberNode(schema.path("minimum").asLong() - 1));
    broken("maximum", field, NODES.numberNode(schema.path("maximum").asLong() + 1));
  }

  private void string(JsonNode schema, String field) {
    if (schema.has("enum")) {
      broken("enum", field, TextNode.valueOf(schema.get("enum").get(0).asText() + "x"));
    }
    if (schema.path("minLength").asInt() > 0) {
      broken("minLength", field, TextNode.valueOf(""));
    }
    if (schema.has("maxLength")) {
      broken("maxLength", field, TextNode.valueOf("a".repeat(schema.get("maxLength").asInt() + 1)));
    }
    if (schema.has("pattern")) {
      broken("pattern", field, TextNode.valueOf("é"));
      broken("pattern, trailing newline", field, TextNode.valueOf(valid(schema).asText() + "\n"));
    }
  }

  // What stands beside a reference holds as well.
  private JsonNode resolve(JsonNode raw) {
    if (!raw.has("$ref")) {
      return raw;
    }
    ObjectNode whole = resolve(check.resolve(raw)).deepCopy();
    raw.properties().forEach(one -> whole.set(one.getKey(), one.getValue()));
    whole.remove("$ref");
    return whole;
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.get("type");
    return type.isArray() ? type.get(0).asText() : type.asText();
  }

  private void broken(String rule, String field, JsonNode value) {
    String last = field.substring(field.lastIndexOf('.') + 1);
    add(rule, last, with(field, value));
  }

  private static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private JsonNode with(String field, JsonNode value) {
    return change(field, (parent, name) -> parent.set(name, value), value);
  }

  private JsonNode without(String field) {
    return change(field, ObjectNode::remove, NullNode.instance);
  }

  private interface Change {
    void apply(ObjectNode parent, String name);
  }

  private JsonNode change(String field, Change change, JsonNode entry) {
    ObjectNode body =
        (ObjectNode)
            valid(operation.operation().at("/requestBody/content/application~1json/schema"));
    JsonNode at = body;
    List<String> names = List.of(field.split("\\.", -1));
    for (String name : names.subList(0, names.size() - 1)) {
      at = name.endsWith("[0]") ? at.get(name.replace("[0]", "")).get(0) : at.get(name);
    }
    String last = names.get(names.size() - 1);
    if (last.endsWith("[0]")) {
      ((ArrayNode) at.get(last.replace("[0]", ""))).set(0, entry);
    } else {
      change.apply((ObjectNode) at, last);
    }
    return body;
  }
}
