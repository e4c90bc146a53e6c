package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
  private final Set<String> firstSegments;

  private OpenApiContract(byte[] document, String basePath, List<OperationRule> operations) {
    this.document = document;
    this.basePath = basePath;
    this.operations = operations;
    this.firstSegments =
        operations.stream()
            .map(rule -> firstSegment(rule.path().text()))
            .collect(Collectors.toUnmodifiableSet());
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
      String url = root.at("/servers/0/url").asText();
      String basePath = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
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
          rules.add(rule(root, template, one.getKey(), path.getValue(), one.getValue()));
        }
      }
    }
    // Fixed segments before placeholders, so that whoever takes the first one that fits takes the
    // one that OpenAPI means.
    rules.sort(Comparator.comparingInt((OperationRule rule) -> -rule.path().fixedSegments()));
    return List.copyOf(rules);
  }

  private static OperationRule rule(
      JsonNode root, PathTemplate path, String method, JsonNode item, JsonNode operation) {
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(parameters::add);
    operation.path("parameters").forEach(parameters::add);
    String id = operation.required("operationId").asText();
    return new OperationRule(
        id,
        method.toUpperCase(Locale.ROOT),
        path,
        login(operation.has("security") ? operation.get("security") : root.path("security")),
        QueryRule.of(root, parameters),
        body(id, root, operation.path("requestBody")));
  }

  // Without any, a login is asked for: it is safer to have forgotten that than the other.
  private static LoginRule login(JsonNode security) {
    if (security.isArray() && security.isEmpty()) {
      return LoginRule.NONE;
    }
    for (JsonNode one : security) {
      if (one.isEmpty()) {
        return LoginRule.OPTIONAL;
      }
    }
    return LoginRule.REQUIRED;
  }

  private static BodyRule body(String id, JsonNode root, JsonNode request) {
    JsonNode content = request.path("content");
    JsonNode json = content.at("/application~1json/schema");
    if (!json.isMissingNode()) {
      return new BodyRule.Json(RequestSchema.of(root, json), request.path("required").asBoolean());
    }
    if (content.has("application/x-www-form-urlencoded")) {
      return new BodyRule.Form();
    }
    if (content.has("multipart/form-data")) {
      return new BodyRule.Stream();
    }
    if (!content.isMissingNode()) {
      throw new IllegalArgumentException("The body of '" + id + "' has a type that is not known");
    }
    return new BodyRule.None();
  }

  /** The same contract with some of its operations only. */
  OpenApiContract only(Predicate<OperationRule> wanted) {
    return new OpenApiContract(document, basePath, operations.stream().filter(wanted).toList());
  }

  /** The document as it is written, in UTF-8. */
  byte[] document() {
    return document.clone();
  }

  /** The path that every path of this API begins with, without a slash at its end. */
  String basePath() {
    return basePath;
  }

  /**
   * Whether a path is this API's, documented or not: below its base path or, when that is empty,
   * with the same first segment as one of its paths.
   */
  boolean owns(String path) {
    return basePath.isEmpty()
        ? path.startsWith("/") && firstSegments.contains(firstSegment(path))
        : path.equals(basePath) || path.startsWith(basePath + "/");
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }

  /** Where the document itself can be read, by its operation {@code getDocument}. */
  String documentPath() {
    return operations.stream()
        .filter(rule -> rule.id().equals("getDocument"))
        .map(rule -> rule.path().text())
        .findFirst()
        .orElse(basePath + "/openapi.yaml");
  }

  /** With more fixed segments first. */
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

  /**
   * The operation of a request; empty when the path or its method is not documented. HEAD is that
   * of GET where it has none of its own.
   */
  Optional<OperationRule> find(String method, String path) {
    List<OperationRule> there = at(path);
    Optional<OperationRule> found = find(method, there);
    return found.isEmpty() && method.equals("HEAD") ? find("GET", there) : found;
  }

  private static Optional<OperationRule> find(String method, List<OperationRule> rules) {
    for (OperationRule rule : rules) {
      if (rule.method().equals(method)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The methods that a path takes, sorted; empty when the path is not documented. */
  Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    at(path).forEach(rule -> methods.add(rule.method()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  /** Whether the document has an operation of its own for a method of another one's path. */
  boolean has(String method, OperationRule other) {
    return operations.stream()
        .anyMatch(rule -> rule.method().equals(method) && rule.path().equals(other.path()));
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
