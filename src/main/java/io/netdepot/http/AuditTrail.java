package io.netdepot.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows write requests to their end, and has each of them audited. */
final class AuditTrail {
  private static final Pattern OPERATION = Pattern.compile(".*/operations/([0-9a-f]{24})");

  private final AuditLog log;
  private final InstantSource clock;

  AuditTrail(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Audits this request when it is over, whatever becomes of it. */
  Mark follow(RoutingContext ctx) {
    Mark mark = new Mark();
    ctx.addEndHandler(end -> log.write(entry(ctx.request(), mark, end.succeeded())));
    return mark;
  }

  private AuditEntry entry(HttpServerRequest request, Mark mark, boolean answered) {
    return new AuditEntry(
        Instant.ofEpochMilli(clock.millis()),
        mark.who,
        request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
        request.method().name(),
        Optional.ofNullable(request.path()).orElse(""),
        answered ? request.response().getStatusCode() : 0,
        operation(request));
  }

  // Every answer that is about an operation points to it.
  private static Optional<String> operation(HttpServerRequest request) {
    String location = request.response().headers().get("Location");
    if (location == null) {
      return Optional.empty();
    }
    Matcher matcher = OPERATION.matcher(location);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What is learnt of a request on its way; used on its event loop only. */
  static final class Mark {
    /** For requests that are not audited. */
    static final Mark NONE = new Mark();

    private Optional<String> who = Optional.empty();

    void who(String user) {
      if (this != NONE) {
        who = Optional.of(user);
      }
    }
  }
}
