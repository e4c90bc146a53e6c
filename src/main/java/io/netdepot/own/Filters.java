package io.netdepot.own;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the query parameters that lists are filtered by; refuses a bad one with 400. */
final class Filters {
  private Filters() {}

  /** A time in RFC 3339, with any offset. */
  static Optional<Instant> time(Call call, String name) {
    return call.query(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw ApiProblem.of(
                    400,
                    name
                        + ": '"
                        + text
                        + "' is not a time such as 2026-01-05T10:18:42Z (an offset's + is written"
                        + " %2B in a query)");
              }
            });
  }

  /** A stretch of time: not before {@code from}, and before {@code to}. */
  record Span(Optional<Instant> from, Optional<Instant> to) {}

  /** The parameters {@code from} and {@code to}, which may not be the wrong way round. */
  static Span span(Call call) {
    Span span = new Span(time(call, "from"), time(call, "to"));
    if (span.from().isPresent()
        && span.to().isPresent()
        && span.from().get().isAfter(span.to().get())) {
      throw ApiProblem.of(
          400,
          "from: "
              + span.from().get()
              + " is later than to, "
              + span.to().get()
              + ", so no entry can lie between them; exchange the two");
    }
    return span;
  }

  static Optional<SwitchAddress> address(Call call) {
    return call.query("address")
        .map(
            text ->
                SwitchAddress.parse(text)
                    .orElseThrow(
                        () ->
                            ApiProblem.of(
                                400, "address: '" + text + "' is not the address of a switch")));
  }

  static Optional<EntityId> id(Call call, String name) {
    return call.query(name)
        .map(
            text ->
                EntityId.parse(text)
                    .orElseThrow(
                        () ->
                            ApiProblem.of(
                                400, name + ": '" + text + "' is not an id of 24 hex digits")));
  }
}
