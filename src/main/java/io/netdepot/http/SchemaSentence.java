package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says in one sentence which field of a body breaks the contract, how, and what is expected. Names
 * fields, never repeats the value of one that may hold a password.
 */
final class SchemaSentence {
  private SchemaSentence() {}

  static String of(ValidationMessage broken) {
    String field = FieldPath.of(broken.getInstanceLocation().toString());
    String where = field.isEmpty() ? "The body" : field;
    String limit = broken.getSchemaNode() == null ? "" : broken.getSchemaNode().asText();
    JsonNode value = broken.getInstanceNode();
    return switch (broken.getType()) {
      case "required" ->
          FieldPath.of(field, broken.getProperty()) + ": missing; this field is required";
      case "additionalProperties" ->
          FieldPath.of(field, Printable.text(broken.getProperty(), 80))
              + ": unknown field; remove it or check its spelling, including upper and lower case";
      case "type" -> where + ": must be " + types(broken.getSchemaNode()) + ", not " + kind(value);
      case "minLength" -> where + ": too short; at least " + many(limit, "character", "characters");
      case "maxLength" ->
          where + ": too long with " + length(value) + " characters; at most " + limit;
      case "pattern" -> where + ": " + shown(field, value) + "does not have the form " + limit;
      case "format" -> where + ": " + shown(field, value) + "is not " + form(limit);
      case "minimum" -> where + ": must be at least " + limit + ", not " + value.asText();
      case "maximum" -> where + ": must be at most " + limit + ", not " + value.asText();
      case "minItems" ->
          where + ": needs at least " + many(limit, "entry", "entries") + ", has " + value.size();
      case "maxItems" ->
          where + ": takes at most " + many(limit, "entry", "entries") + ", has " + value.size();
      case "minProperties" -> where + ": needs at least " + limit + " of its fields";
      case "uniqueItems" -> where + ": " + twins(field, value) + "; name each of them once";
      case "enum", "const" -> where + ": must be one of " + broken.getSchemaNode();
      default -> where + ": does not follow the rule '" + broken.getType() + "' of the API";
    };
  }

  private static String many(String limit, String one, String more) {
    return limit + " " + (limit.equals("1") ? one : more);
  }

  private static String form(String format) {
    return format.equals("date-time")
        ? "a time such as 2026-01-05T10:18:42Z (in a query an offset's + is written %2B)"
        : "a valid " + format;
  }

  private static String shown(String field, JsonNode value) {
    boolean secret = field.toLowerCase(Locale.ROOT).contains("password");
    return secret || !value.isTextual() ? "the value " : Printable.quote(value.asText()) + " ";
  }

  // One, or a list of them.
  private static String types(JsonNode types) {
    return types.isArray()
        ? types
            .valueStream()
            .map(type -> article(type.asText()))
            .collect(Collectors.joining(" or "))
        : article(types.asText());
  }

  private static String article(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "null" -> "null";
      default -> "a " + type;
    };
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL -> "null";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      default -> "a string";
    };
  }

  private static int length(JsonNode value) {
    return value.asText().codePointCount(0, value.asText().length());
  }

  private static String twins(String field, JsonNode list) {
    Map<JsonNode, Integer> seen = new HashMap<>();
    for (JsonNode one : list) {
      int position = seen.size();
      Integer before = seen.putIfAbsent(one, position);
      if (before != null) {
        return field + "[" + before + "] and " + field + "[" + position + "] are equal";
      }
    }
    return "two entries are equal";
  }
}
