package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.util.Optional;
import java.util.regex.Pattern;

/** The schema of a request's body, compiled once. Thread-safe. */
final class RequestSchema {
  // JSON Schema 2020-12, which OpenAPI 3.1 uses, and the place where it keeps its components.
  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new NonValidationKeyword("components"))
          .build();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.builder()
          .defaultMetaSchemaIri(DIALECT.getIri())
          .metaSchema(DIALECT)
          .build();

  private final JsonSchema schema;

  private RequestSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /** Compiles a schema of an OpenAPI 3.1 document, whose components it may refer to. */
  static RequestSchema of(JsonNode document, JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("components", document.path("components"));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            // A megabyte can hold hundreds of thousands of mistakes; the first is enough.
            .failFast(true)
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(RequestSchema::expression)
            .build();
    JsonSchema compiled = FACTORY.getSchema(whole, config);
    compiled.initializeValidators();
    return new RequestSchema(compiled);
  }

  // In a Java expression $ also matches before a last line break, in JSON Schema (ECMA-262) not.
  private static RegularExpression expression(String regex) {
    boolean anchored = regex.endsWith("$") && !regex.endsWith("\\$");
    Pattern pattern =
        Pattern.compile(anchored ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    return value -> pattern.matcher(value).find();
  }

  /**
   * Refuses a body that breaks the schema.
   *
   * @throws ApiProblem 400, with a sentence that names the field
   */
  void check(JsonNode body) {
    Optional<ValidationMessage> broken = schema.validate(body).stream().findFirst();
    if (broken.isPresent()) {
      throw ApiProblem.of(400, SchemaSentence.of(broken.get()));
    }
  }
}
