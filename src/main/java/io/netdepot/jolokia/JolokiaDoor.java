package io.netdepot.jolokia;

import io.netdepot.http.ApiError;
import io.netdepot.http.AuditEntry;
import io.netdepot.http.AuditLog;
import io.netdepot.http.BasicEntrance;
import io.netdepot.http.Caller;
import io.netdepot.http.Entrance;
import io.netdepot.http.Entry;
import io.netdepot.http.LoginLimit;
import io.netdepot.http.RefusalWriter;
import io.netdepot.http.RequestHead;
import io.netdepot.http.Role;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JMX over HTTP, for the users of the API: {@code ro-user} looks, {@code rw-user} may drive too. A
 * request by GET only looks, whoever sends it: a browser sends such requests for any page that asks
 * it to. Not a byte of a body is read before it is known who sends it.
 */
public final class JolokiaDoor implements AutoCloseable {
  /** Where it is on the management port. */
  public static final String PATH = "/observe/jolokia";

  private static final Logger log = LoggerFactory.getLogger(JolokiaDoor.class);
  private static final int LONGEST_BODY = 64 << 10;
  private static final int AT_ONCE = 8;
  private static final Duration BODY_WITHIN = Duration.ofSeconds(10);

  private final Entrance entrance;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RefusalWriter refusals = new RefusalWriter(request -> new JolokiaShape());
  private final JolokiaAgent looking = new JolokiaAgent(Role.READ_ONLY);
  private final JolokiaAgent driving = new JolokiaAgent(Role.READ_WRITE);
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("jolokia-", 0).factory());

  public JolokiaDoor(LoginLimit logins, AuditLog audit, InstantSource clock) {
    this.entrance = new BasicEntrance(logins);
    this.audit = audit;
    this.clock = clock;
  }

  /** Takes its paths of a server. */
  public void install(Router router) {
    router.route(PATH).order(Integer.MIN_VALUE).handler(this::handle);
    router.route(PATH + "/*").order(Integer.MIN_VALUE).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    request.pause();
    request
        .response()
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    Optional<ApiError> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(ctx, refusal.get());
      return;
    }
    RequestHead head = new RequestHead(request);
    Optional<Entry> known = entrance.known(head);
    if (known.isPresent()) {
      decide(ctx, known.get());
      return;
    }
    later(ctx, () -> entrance.check(head), entry -> decide(ctx, entry));
  }

  private static Optional<ApiError> refusal(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.POST)) {
      return Optional.of(ApiError.of(405, "Jolokia takes GET and POST").with("Allow", "GET, POST"));
    }
    if (isOfAnotherSite(request)) {
      return Optional.of(ApiError.of(403, "Pages of other sites may not use Jolokia"));
    }
    return Optional.empty();
  }

  private static boolean isOfAnotherSite(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null || !authority.equalsIgnoreCase(request.getHeader("Host"));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private void decide(RoutingContext ctx, Entry entry) {
    switch (entry) {
      case Entry.Refused(var error) -> refuse(ctx, error);
      case Entry.Granted(var caller) -> {
        if (ctx.request().method().equals(HttpMethod.GET)) {
          get(ctx);
        } else {
          read(ctx, caller);
        }
      }
    }
  }

  private void get(RoutingContext ctx) {
    String path = ctx.normalizedPath();
    String rest = path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
    ctx.request().resume();
    try {
      Asked.requireKnown(rest.isEmpty() ? "version" : rest.split("/", 2)[0]);
    } catch (IllegalArgumentException e) {
      refuse(ctx, ApiError.of(400, String.valueOf(e.getMessage())));
      return;
    }
    answer(ctx, () -> looking.get(rest));
  }

  private void read(RoutingContext ctx, Caller caller) {
    HttpServerRequest request = ctx.request();
    Buffer body = Buffer.buffer();
    long timer =
        ctx.vertx()
            .setTimer(
                BODY_WITHIN.toMillis(),
                late ->
                    refuse(
                        ctx,
                        ApiError.of(
                            408,
                            "The body did not come within " + BODY_WITHIN.toSeconds() + " s")));
    ctx.addEndHandler(end -> ctx.vertx().cancelTimer(timer));
    request.handler(
        part -> {
          if (body.length() + part.length() <= LONGEST_BODY) {
            body.appendBuffer(part);
          } else if (!ctx.response().ended()) {
            refuse(
                ctx,
                ApiError.of(
                    413, "The body is longer than the " + LONGEST_BODY + " bytes it may be"));
          }
        });
    request.endHandler(
        end -> {
          if (!ctx.response().ended()) {
            ctx.vertx().cancelTimer(timer);
            take(ctx, caller, body.getBytes());
          }
        });
    request.resume();
  }

  private void take(RoutingContext ctx, Caller caller, byte[] body) {
    Asked asked;
    try {
      asked = Asked.read(body);
    } catch (IllegalArgumentException e) {
      refuse(ctx, ApiError.of(400, String.valueOf(e.getMessage())));
      return;
    }
    if (asked.changes().isEmpty()) {
      answer(ctx, () -> looking.post(asked.json()));
      return;
    }
    if (caller.role() != Role.READ_WRITE) {
      audited(ctx, caller, 403);
      refuse(ctx, ApiError.of(403, "The user " + caller.user() + " may only read; use rw-user"));
      return;
    }
    asked.changes().forEach(change -> log.info("{} over Jolokia: {}", caller.user(), change));
    audited(ctx, caller, 200);
    answer(ctx, () -> driving.post(asked.json()));
  }

  private void audited(RoutingContext ctx, Caller caller, int status) {
    HttpServerRequest request = ctx.request();
    audit.write(
        new AuditEntry(
            Instant.ofEpochMilli(clock.millis()),
            Optional.of(caller.user()),
            new RequestHead(request).from(),
            request.method().name(),
            PATH,
            status,
            Optional.empty()));
  }

  private void answer(RoutingContext ctx, Supplier<String> agent) {
    if (!places.tryAcquire()) {
      refuse(
          ctx,
          ApiError.of(503, "Too many requests are being answered; try again")
              .with("Retry-After", "1"));
      return;
    }
    later(
        ctx,
        () -> {
          try {
            return agent.get();
          } finally {
            places.release();
          }
        },
        json -> send(ctx, 200, json));
  }

  /**
   * Does what may take long on a thread that may wait, and goes on where the request is at home.
   */
  private <T> void later(
      RoutingContext ctx, Supplier<T> work, java.util.function.Consumer<T> goOn) {
    Context home = ctx.vertx().getOrCreateContext();
    threads.execute(
        () -> {
          try {
            T done = work.get();
            home.runOnContext(back -> goOn.accept(done));
          } catch (RuntimeException e) {
            log.error("A request over Jolokia failed", e);
            home.runOnContext(
                back -> refuse(ctx, ApiError.of(500, "This failed; the log has more")));
          }
        });
  }

  private void refuse(RoutingContext ctx, ApiError error) {
    refusals.refuse(ctx.vertx(), ctx.request(), error);
  }

  private static void send(RoutingContext ctx, int status, String json) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(json)
        .onFailure(gone -> log.debug("A client of Jolokia went away: {}", String.valueOf(gone)));
  }

  @Override
  public void close() {
    threads.shutdown();
    looking.close();
    driving.close();
  }
}
