package io.netdepot.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The first handler of every request: what is it for, who is it, and may they. Not a byte of a body
 * is read before, and {@code 100 Continue} is not sent.
 */
final class Admission implements Handler<RoutingContext> {
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Gate gate;
  private final Apis apis;
  // For paths that no API owns, and for the APIs that have no entrance of their own.
  private final Entrance usual;
  private final AuditTrail audit;
  private final Answers answers;
  private final InstantSource clock;
  private final RequestListener listener;
  // Checking a password the first time takes long on purpose, so it must not hold the event loop.
  private final Executor checks;

  Admission(
      Gate gate,
      Apis apis,
      Entrance usual,
      AuditTrail audit,
      Answers answers,
      InstantSource clock,
      RequestListener listener,
      Executor checks) {
    this.gate = gate;
    this.apis = apis;
    this.usual = usual;
    this.audit = audit;
    this.answers = answers;
    this.clock = clock;
    this.listener = listener;
    this.checks = checks;
  }

  @Override
  public void handle(RoutingContext ctx) {
    long begun = System.nanoTime();
    HttpServerRequest request = ctx.request();
    request.pause();
    request
        .response()
        .putHeader("Date", HttpDate.of(clock.instant()))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store");
    Visit visit = Visit.begin(request, apis);
    ctx.addEndHandler(end -> tell(visit, end.succeeded(), begun));
    if (!READING.contains(request.method())) {
      audit.follow(ctx, visit);
    }
    if (gate.state() != Gate.State.OPEN) {
      refuse(ctx, notOpen());
      return;
    }
    LoginRule login = visit.rule().map(OperationRule::login).orElse(LoginRule.REQUIRED);
    if (login == LoginRule.NONE) {
      ctx.next();
      return;
    }
    ask(ctx, visit, login);
  }

  private void tell(Visit visit, boolean answered, long begun) {
    listener.ended(
        visit.api().map(Api::name).orElse(""),
        visit.request().method().name(),
        answered ? visit.request().response().getStatusCode() : 0,
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private void ask(RoutingContext ctx, Visit visit, LoginRule login) {
    Entrance entrance = visit.api().flatMap(Api::entrance).orElse(usual);
    RequestHead head = new RequestHead(ctx.request());
    Optional<Entry> known = entrance.known(head);
    if (known.isPresent()) {
      decide(ctx, visit, login, known.get());
      return;
    }
    Context loop = ctx.vertx().getOrCreateContext();
    checks.execute(
        () -> {
          try {
            Entry entry = entrance.check(head);
            loop.runOnContext(done -> decide(ctx, visit, login, entry));
          } catch (RuntimeException e) {
            loop.runOnContext(done -> answers.sendUnexpected(ctx.vertx(), ctx.request(), e));
          }
        });
  }

  private void decide(RoutingContext ctx, Visit visit, LoginRule login, Entry entry) {
    switch (entry) {
      case Entry.Granted(var caller) -> {
        visit.identify(caller);
        allowed(visit, caller).ifPresentOrElse(refusal -> refuse(ctx, refusal), ctx::next);
      }
      case Entry.Refused(var error) -> {
        if (login == LoginRule.OPTIONAL) {
          ctx.next();
        } else {
          refuse(ctx, error);
        }
      }
    }
  }

  private static Optional<ApiError> allowed(Visit visit, Caller caller) {
    if (!READING.contains(visit.request().method()) && caller.role() != Role.READ_WRITE) {
      return Optional.of(
          ApiError.of(
              403, "The user " + Printable.quote(caller.user()) + " may only read; use rw-user"));
    }
    return visit.readable()
        ? Optional.empty()
        : Optional.of(ApiError.of(400, "The path has a percent sign without two hex digits"));
  }

  private ApiError notOpen() {
    return gate.state() == Gate.State.STARTING
        ? ApiError.of(503, "The service is starting").with("Retry-After", "1")
        : ApiError.of(503, "The service is stopping")
            .with("Retry-After", "30")
            .with("Connection", "close");
  }

  private void refuse(RoutingContext ctx, ApiError error) {
    answers.send(ctx.vertx(), ctx.request(), error);
  }
}
