package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netdepot.fleet.EntityId;
import io.netdepot.store.Sha256;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request to an operation: allowed, and within the contract. Never goes to another request, and
 * is not used after the answer.
 */
public final class Call {
  private final Visit visit;
  private final ServerAddress address;
  private final Map<String, String> pathParameters;
  private final JsonNode body;
  private final Map<String, List<String>> form;

  private Call(Visit visit, ServerAddress address, JsonNode body, Map<String, List<String>> form) {
    this.visit = visit;
    this.address = address;
    this.pathParameters =
        visit.rule().map(rule -> rule.path().values(visit.path())).orElse(Map.of());
    this.body = body;
    this.form = form;
  }

  /**
   * A call without a body.
   *
   * @throws ApiProblem 400 when the path cannot be decoded
   */
  static Call of(Visit visit, ServerAddress address) {
    return new Call(visit, address, MissingNode.getInstance(), Map.of());
  }

  static Call of(Visit visit, ServerAddress address, JsonNode body) {
    return new Call(visit, address, body, Map.of());
  }

  static Call of(Visit visit, ServerAddress address, Map<String, List<String>> form) {
    return new Call(visit, address, MissingNode.getInstance(), form);
  }

  /** Who calls; empty on an operation that is open to all. */
  public Optional<Caller> caller() {
    return visit.caller();
  }

  /**
   * Tells the audit who this turned out to be, on an operation that is open to all: the user of a
   * login.
   */
  public void identify(Caller caller) {
    visit.identify(caller);
  }

  /** Tells the audit which operation this is about, where the answer does not point to it. */
  public void concern(EntityId operation) {
    visit.concern(operation);
  }

  /** Headers, the address of the client. */
  public RequestHead head() {
    return new RequestHead(visit.request());
  }

  /** The absolute address of the request, with neither login nor query. */
  public URI uri() {
    return address.of(visit.request(), visit.path());
  }

  /** Our own address as this client shall use it: scheme and host, without a slash at its end. */
  public URI base() {
    return address.of(visit.request(), "");
  }

  /**
   * The body, valid by the schema of the operation; a missing node when there is none, which the
   * operation must allow.
   */
  public JsonNode body() {
    return body;
  }

  /** The value of a field of the form; the first when there are several. */
  public Optional<String> form(String name) {
    return form.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** A placeholder of the path, decoded. */
  public String path(String name) {
    return Optional.ofNullable(pathParameters.get(name))
        .orElseThrow(() -> new IllegalStateException("No placeholder " + name + " in the path"));
  }

  /** The value of a query parameter, decoded; the first when there are several. */
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /** Every value of a query parameter, decoded. */
  public List<String> queries(String name) {
    return List.copyOf(QueryString.of(visit.request()).getOrDefault(name, List.of()));
  }

  /**
   * Holds the request to its {@code If-Match}, if it has one (RFC 9110, 13.1.1).
   *
   * @param content what it is about, as it is now; empty when no bytes of it are here
   * @throws ApiProblem 412 when the client means other content
   */
  public void requireMatch(Optional<Sha256> content) {
    List<String> tags = visit.request().headers().getAll("If-Match");
    if (!tags.isEmpty()
        && content
            .filter(digest -> EntityTags.stronglyMatch(tags, EntityTags.of(digest)))
            .isEmpty()) {
      throw ApiProblem.of(
          412, "The content is not the one that If-Match names; look at it again, then decide");
    }
  }

  /**
   * The placeholder {@code id} of the path.
   *
   * @throws ApiProblem 400 when it is malformed
   */
  public EntityId id() {
    String text = path("id");
    return EntityId.parse(text)
        .orElseThrow(
            () ->
                ApiProblem.of(
                    400, "The id " + Printable.quote(text) + " is not one of 24 hex digits"));
  }
}
