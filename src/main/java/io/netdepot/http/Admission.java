package io.netdepot.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The first handler of every request: who is it, and may they. Not a byte of a body is read before,
 * and {@code 100 Continue} is not sent.
 */
final class Admission implements Handler<RoutingContext> {
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String CHALLENGE = "Basic realm=\"netdepot\", charset=\"UTF-8\"";

  private final Gate gate;
  private final Authenticator authenticator;
  private final AuditTrail audit;
  private final Answers answers;
  // Checking a password the first time takes long on purpose, so it must not hold the event loop.
  private final Executor checks;

  Admission(
      Gate gate, Authenticator authenticator, AuditTrail audit, Answers answers, Executor checks) {
    this.gate = gate;
    this.authenticator = authenticator;
    this.audit = audit;
    this.answers = answers;
    this.checks = checks;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    request.pause();
    request
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    boolean writes = !READING.contains(request.method());
    AuditTrail.Mark mark = writes ? audit.follow(ctx) : AuditTrail.Mark.NONE;
    if (gate.state() != Gate.State.OPEN) {
      refuse(ctx, notOpen());
      return;
    }
    Optional<BasicCredentials> credentials = credentials(request);
    if (credentials.isEmpty()) {
      refuse(ctx, unauthorized("Send the user and the password with HTTP Basic"));
      return;
    }
    Optional<Access> known = authenticator.known(credentials.get());
    if (known.isPresent()) {
      decide(ctx, known.get(), writes, mark);
      return;
    }
    Context loop = ctx.vertx().getOrCreateContext();
    checks.execute(
        () -> {
          try {
            Access access = authenticator.check(credentials.get());
            loop.runOnContext(done -> decide(ctx, access, writes, mark));
          } catch (RuntimeException e) {
            loop.runOnContext(done -> answers.sendUnexpected(ctx.vertx(), request, e));
          }
        });
  }

  private static Optional<BasicCredentials> credentials(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    return headers.size() == 1 ? BasicCredentials.parse(headers.get(0)) : Optional.empty();
  }

  private void decide(RoutingContext ctx, Access access, boolean writes, AuditTrail.Mark mark) {
    switch (access) {
      case Access.Granted(var caller) -> {
        mark.who(caller.user());
        allowed(ctx.request(), caller, writes)
            .ifPresentOrElse(refusal -> refuse(ctx, refusal), ctx::next);
      }
      case Access.Refused() -> refuse(ctx, unauthorized("The user or the password is wrong"));
      case Access.TooBusy(var retryAfter) ->
          refuse(
              ctx,
              ApiError.of(503, "Too many logins are being checked; try again later")
                  .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }
  }

  private static Optional<ApiError> allowed(
      HttpServerRequest request, Caller caller, boolean writes) {
    if (writes && caller.role() != Role.READ_WRITE) {
      return Optional.of(
          ApiError.of(
              403, "The user " + Printable.quote(caller.user()) + " may only read; use rw-user"));
    }
    return RequestPath.of(request).isEmpty()
        ? Optional.of(ApiError.of(400, "The path has a percent sign without two hex digits"))
        : Optional.empty();
  }

  private ApiError notOpen() {
    return gate.state() == Gate.State.STARTING
        ? ApiError.of(503, "The service is starting").with("Retry-After", "1")
        : ApiError.of(503, "The service is stopping")
            .with("Retry-After", "30")
            .with("Connection", "close");
  }

  private static ApiError unauthorized(String description) {
    return ApiError.of(401, description).with("WWW-Authenticate", CHALLENGE);
  }

  private void refuse(RoutingContext ctx, ApiError error) {
    answers.send(ctx.vertx(), ctx.request(), error);
  }
}
