package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an OpenAPI document says about paths, methods and bodies: the one place they are written.
 * Read once, immutable.
 */
public final class OpenApiContract {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  private final byte[] document;
  private final String basePath;
  private final List<OperationRule> operations;

  private OpenApiContract(byte[] document, String basePath, List<OperationRule> operations) {
    this.document = document;
    this.basePath = basePath;
    this.operations = operations;
  }

  /**
   * Reads a YAML document from the class path.
   *
   * @throws IllegalArgumentException when there is none, or it is not one that we understand
   */
  public static OpenApiContract load(String resource) {
    try (InputStream in = OpenApiContract.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("No OpenAPI document " + resource);
      }
      byte[] document = in.readAllBytes();
      JsonNode root = new YAMLMapper().readTree(document);
      String basePath = root.at("/servers/0/url").asText();
      return new OpenApiContract(document, basePath, operations(root, basePath));
    } catch (IOException e) {
      throw new UncheckedIOException("The OpenAPI document " + resource + " cannot be read", e);
    }
  }

  private static List<OperationRule> operations(JsonNode root, String basePath) {
    List<OperationRule> rules = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      PathTemplate template = PathTemplate.of(basePath + path.getKey());
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        if (METHODS.contains(one.getKey())) {
          rules.add(rule(root, template, one.getKey(), one.getValue()));
        }
      }
    }
    return List.copyOf(rules);
  }

  private static OperationRule rule(
      JsonNode root, PathTemplate path, String method, JsonNode operation) {
    JsonNode body = operation.at("/requestBody/content/application~1json/schema");
    return new OperationRule(
        operation.required("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        body.isMissingNode() ? Optional.empty() : Optional.of(RequestSchema.of(root, body)));
  }

  /** The document as it is written, in UTF-8. */
  byte[] document() {
    return document.clone();
  }

  /** The path that every path of this API begins with, without a slash at its end. */
  String basePath() {
    return basePath;
  }

  List<OperationRule> operations() {
    return operations;
  }

  /**
   * The operation with this id.
   *
   * @throws IllegalArgumentException when there is none
   */
  OperationRule operation(String id) {
    return operations.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No operation '" + id + "' documented"));
  }

  /** The operation of a request; empty when the path or its method is not documented. */
  Optional<OperationRule> find(String method, String path) {
    for (OperationRule rule : at(path)) {
      if (rule.method().equals(method)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The methods of a path, sorted; empty when the path is not documented. */
  Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    at(path).forEach(rule -> methods.add(rule.method()));
    return methods;
  }

  // Every request comes by here, so this is written for speed.
  private List<OperationRule> at(String path) {
    List<String> segments = PathTemplate.split(path);
    List<OperationRule> matching = new ArrayList<>();
    int best = 0;
    for (OperationRule rule : operations) {
      if (rule.path().matches(segments)) {
        int fixed = rule.path().fixedSegments();
        if (fixed > best) {
          matching.clear();
          best = fixed;
        }
        if (fixed == best) {
          matching.add(rule);
        }
      }
    }
    return matching;
  }
}
