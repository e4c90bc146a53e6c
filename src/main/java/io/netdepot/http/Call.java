package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.fleet.EntityId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One request to an endpoint: authenticated, allowed, and within the contract. */
public final class Call {
  private final Supplier<URI> uri;
  private final Map<String, String> pathParameters;
  private final Optional<JsonNode> body;

  Call(Supplier<URI> uri, Map<String, String> pathParameters, Optional<JsonNode> body) {
    this.uri = uri;
    this.pathParameters = Map.copyOf(pathParameters);
    this.body = body;
  }

  /** The absolute address of the request, with neither login nor query. */
  public URI uri() {
    return uri.get();
  }

  /** The body, valid by the schema of the operation, which must document one. */
  public JsonNode body() {
    return body.orElseThrow(() -> new IllegalStateException("This operation takes no body"));
  }

  /** A placeholder of the path, decoded. */
  public String path(String name) {
    return Optional.ofNullable(pathParameters.get(name))
        .orElseThrow(() -> new IllegalStateException("No placeholder " + name + " in the path"));
  }

  /**
   * The placeholder {@code id} of the path.
   *
   * @throws ApiProblem 400 when it is malformed
   */
  public EntityId id() {
    return id(path("id"));
  }

  /**
   * Reads an id of a path.
   *
   * @throws ApiProblem 400 when it is malformed
   */
  public static EntityId id(String text) {
    return EntityId.parse(text)
        .orElseThrow(
            () ->
                ApiProblem.of(
                    400, "The id " + Printable.quote(text) + " is not one of 24 hex digits"));
  }
}
