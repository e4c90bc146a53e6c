package io.netdepot.http;

import io.netdepot.fleet.EntityId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows write requests to their end, and has each of them audited. */
final class AuditTrail {
  private static final Pattern OPERATION =
      Pattern.compile(".*/(?:operations|deliveries)/([0-9a-f]{24})");

  private final AuditLog log;
  private final InstantSource clock;

  AuditTrail(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Audits this request when it is over, whatever becomes of it. */
  void follow(RoutingContext ctx, Visit visit) {
    ctx.addEndHandler(end -> log.write(entry(visit, end.succeeded())));
  }

  private AuditEntry entry(Visit visit, boolean answered) {
    HttpServerRequest request = visit.request();
    return new AuditEntry(
        Instant.ofEpochMilli(clock.millis()),
        visit.caller().map(Caller::user),
        new RequestHead(request).from(),
        request.method().name(),
        Optional.ofNullable(request.path()).orElse(""),
        answered ? request.response().getStatusCode() : 0,
        visit.operation().map(EntityId::value).or(() -> operation(request)),
        Optional.empty());
  }

  // Every answer of our own API and of NMX-M's that is about an operation points to it.
  private static Optional<String> operation(HttpServerRequest request) {
    String location = request.response().headers().get("Location");
    if (location == null) {
      return Optional.empty();
    }
    Matcher matcher = OPERATION.matcher(location);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
