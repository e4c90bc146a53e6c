package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks answers against an OpenAPI document: nothing undocumented goes out. Reads the document by
 * itself, so that a fault of the service's own reader does not hide here.
 */
public final class OpenApiCheck {
  /** Answers to what is not HTTP, too slow or too long, which belong to no operation. */
  private static final Set<Integer> OF_NO_OPERATION = Set.of(405, 408, 414, 417, 431);

  private final JsonNode document;
  private final String basePath;

  public OpenApiCheck(String resource) {
    try (InputStream in = OpenApiCheck.class.getResourceAsStream(resource)) {
      document = new YAMLMapper().readTree(in);
      basePath = document.at("/servers/0/url").asText().replaceAll("/$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  public String basePath() {
    return basePath;
  }

  /** One documented operation. */
  public record Documented(String id, String method, String path, JsonNode operation) {}

  public List<Documented> operations() {
    List<Documented> all = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one -> {
                          if (one.getValue().has("operationId")) {
                            all.add(
                                new Documented(
                                    one.getValue().get("operationId").asText(),
                                    one.getKey().toUpperCase(Locale.ROOT),
                                    basePath + path.getKey(),
                                    one.getValue()));
                          }
                        }));
    return all;
  }

  /** Fails unless the answer is one that the document knows. */
  public void check(HttpResponse<byte[]> response) {
    String method = response.request().method();
    String path = response.request().uri().normalize().getRawPath();
    if (!owns(path)) {
      return;
    }
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    // HEAD answers as GET where it has no words of its own.
    Optional<Documented> operation =
        operation(method, path)
            .or(() -> method.equals("HEAD") ? operation("GET", path) : Optional.empty());
    String status = Integer.toString(response.statusCode());
    if (operation.isEmpty()
        || (OF_NO_OPERATION.contains(response.statusCode())
            && !operation.get().operation().get("responses").has(status))) {
      assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
      checkError(response);
      return;
    }
    JsonNode answer = operation.get().operation().get("responses").get(status);
    if (answer == null) {
      fail("%s %s: status %s is not documented", method, path, status);
      return;
    }
    checkHeaders(resolve(answer), response);
    checkBody(resolve(answer), response);
  }

  private Optional<Documented> operation(String method, String path) {
    return operations().stream()
        .filter(one -> one.method().equals(method) && matches(one.path(), path))
        // Of a fixed segment and a placeholder the fixed one is meant.
        .min(Comparator.comparingInt(one -> one.path().split("\\{", -1).length));
  }

  // An API at the root has the first segments of its paths.
  private boolean owns(String path) {
    return basePath.isEmpty()
        ? operations().stream().anyMatch(one -> segment(one.path()).equals(segment(path)))
        : path.startsWith(basePath + "/");
  }

  private static String segment(String path) {
    return path.split("/", 3)[1];
  }

  private static boolean matches(String template, String path) {
    return path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
  }

  /** Fails unless the answer is an error in the shape of the API. */
  public void checkError(HttpResponse<byte[]> response) {
    // A refusal may have another form than an error, and has it on unknown paths too.
    JsonNode forbidden = document.at("/components/responses/Forbidden");
    JsonNode any =
        response.statusCode() == 403 && !forbidden.isMissingNode()
            ? forbidden
            : document.at("/components/responses/InternalError");
    checkBody(any, response);
    assertThat(response.headers().map().keySet()).doesNotContain("transfer-encoding");
  }

  private void checkHeaders(JsonNode answer, HttpResponse<byte[]> response) {
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      JsonNode rule = resolve(header.getValue());
      Optional<String> value = response.headers().firstValue(header.getKey());
      if (rule.path("required").asBoolean()) {
        assertThat(value).as("header %s", header.getKey()).isPresent();
      }
      value.ifPresent(
          sent -> {
            boolean number = rule.at("/schema/type").asText().equals("integer");
            JsonNode node =
                number
                    ? JsonNodeFactory.instance.numberNode(Long.parseLong(sent))
                    : TextNode.valueOf(sent);
            assertThat(broken(rule.get("schema"), node)).as("header %s", header.getKey()).isEmpty();
          });
    }
  }

  private void checkBody(JsonNode answer, HttpResponse<byte[]> response) {
    boolean head = response.request().method().equals("HEAD");
    if (!answer.has("content")) {
      assertThat(response.body()).isEmpty();
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    // OpenAPI has no words for "a page or nothing", so a page without a schema may be missing.
    boolean free = answer.get("content").findValue("schema") == null;
    if (type.isEmpty() && response.body().length == 0 && free && !head) {
      return;
    }
    assertThat(answer.get("content").has(type)).as("documented type %s", type).isTrue();
    if (head) {
      assertThat(response.body()).isEmpty();
      return;
    }
    JsonNode schema = answer.get("content").get(type).get("schema");
    if (schema != null) {
      assertThat(response.headers().firstValue("Content-Length")).isPresent();
      assertThat(broken(schema, json(response.body()))).isEmpty();
    }
  }

  /** What is wrong with a value by a schema of the document. */
  public List<String> broken(JsonNode schema, JsonNode value) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("components", document.get("components"));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole, config)
        .validate(value)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonNode json(byte[] body) {
    try {
      return new JsonMapper().readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows a reference within the document. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }
}
