package io.netdepot.nmx;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Profile;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import java.util.List;
import java.util.Optional;

/** {@code /switch-profiles}: logins for switches. User names and passwords only come in. */
final class SwitchProfiles {
  private final ProfileBook book;

  SwitchProfiles(ProfileBook book) {
    this.book = book;
  }

  Reply list(Call call) {
    return Reply.json(book.list().stream().map(Wire::of).toList());
  }

  Reply create(Call call) {
    String name = required(call.body(), "Name");
    Profile created =
        book.create(name, required(call.body(), "Username"), required(call.body(), "Password"))
            .orElseThrow(() -> nameTaken(name));
    return Reply.json(201, Wire.of(created))
        .with("Location", "/nmx/v1/switch-profiles/" + created.id());
  }

  Reply get(Call call) {
    return Reply.json(Wire.of(find(call.id())));
  }

  Reply update(Call call) {
    EntityId id = call.id();
    Optional<String> name = optional(call.body(), "Name");
    return switch (book.change(
        id, name, optional(call.body(), "Username"), optional(call.body(), "Password"))) {
      case DONE -> Reply.json(Wire.of(find(id)));
      case NOT_FOUND -> throw notFound(id);
      case NAME_TAKEN -> throw nameTaken(name.orElse(""));
    };
  }

  Reply delete(Call call) {
    EntityId id = call.id();
    return switch (book.delete(id)) {
      case DONE -> Reply.noContent();
      case NOT_FOUND -> throw notFound(id);
      case IS_DEFAULT ->
          throw new ApiProblem(
              ApiError.methodNotAllowed(
                  "The default profile cannot be deleted; change it with PATCH",
                  List.of("GET", "HEAD", "PATCH")));
      case IN_USE ->
          throw ApiProblem.of(
              409,
              "The profile "
                  + id
                  + " is used by an operation that has not ended; wait for it or cancel it");
    };
  }

  private Profile find(EntityId id) {
    return book.find(id).orElseThrow(() -> notFound(id));
  }

  private static String required(JsonNode body, String field) {
    return body.required(field).asText();
  }

  private static Optional<String> optional(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).map(JsonNode::asText);
  }

  private static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(404, "No switch profile " + id);
  }

  private static ApiProblem nameTaken(String name) {
    return ApiProblem.of(409, "Name: another profile is called '" + name + "'");
  }

  private record Wire(@JsonProperty("ID") String id, @JsonProperty("Name") String name) {
    static Wire of(Profile profile) {
      return new Wire(profile.id().value(), profile.name());
    }
  }
}
