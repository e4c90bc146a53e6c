package io.netdepot.jolokia;

import io.netdepot.config.Durations;
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
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JMX over HTTP, for the users of the API: {@code ro-user} looks, {@code rw-user} may drive too. A
 * request by GET or HEAD only looks, whoever sends it: a browser sends such requests for any page
 * that asks it to. Not a byte of a body is read before it is known who sends it.
 */
public final class JolokiaDoor implements AutoCloseable {
  /** Where it is on the management port. */
  public static final String PATH = "/observe/jolokia";

  private static final Logger log = LoggerFactory.getLogger(JolokiaDoor.class);
  private static final int LONGEST_BODY = 64 << 10;
  // An answer may be large, and many beans are read for it.
  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 16;
  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
  private static final Duration BODY_WITHIN = Duration.ofSeconds(10);

  private final Entrance entrance;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RefusalWriter refusals = new RefusalWriter(request -> new JolokiaShape());
  private final JolokiaAgent looking = new JolokiaAgent(Role.READ_ONLY);
  private final JolokiaAgent driving = new JolokiaAgent(Role.READ_WRITE);
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("jolokia-", 0).factory());

  // Mutable state
  private volatile boolean open;

  public JolokiaDoor(LoginLimit logins, AuditLog audit, InstantSource clock) {
    this.entrance = new BasicEntrance(logins);
    this.audit = audit;
    this.clock = clock;
  }

  /** Takes its paths of a server; until {@link #open} it answers that the service is starting. */
  public void install(Router router) {
    router.route(PATH).handler(this::handle);
    router.route(PATH + "/*").handler(this::handle);
  }

  /** The beans are there. */
  public void open() {
    open = true;
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

  private Optional<ApiError> refusal(HttpServerRequest request) {
    if (!open) {
      return Optional.of(
          ApiError.of(503, "The service is starting; try again").with("Retry-After", "1"));
    }
    if (!looks(request) && !request.method().equals(HttpMethod.POST)) {
      return Optional.of(
          ApiError.of(405, "Jolokia takes GET, HEAD and POST").with("Allow", "GET, HEAD, POST"));
    }
    if (isOfAnotherSite(request)) {
      return Optional.of(ApiError.of(403, "Pages of other sites may not use Jolokia"));
    }
    return Optional.empty();
  }

  private static boolean looks(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
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
        if (looks(ctx.request())) {
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
                            408, "The body did not come within " + Durations.format(BODY_WITHIN))));
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
      answer(ctx, () -> all(looking, asked, (change, status) -> {}));
      return;
    }
    if (caller.role() != Role.READ_WRITE) {
      asked.changes().forEach(change -> audited(ctx, caller, change, 403));
      refuse(ctx, ApiError.of(403, "The user " + caller.user() + " may only read; use rw-user"));
      return;
    }
    answer(
        ctx, () -> all(driving, asked, (change, status) -> changed(ctx, caller, change, status)));
  }

  private static String all(JolokiaAgent agent, Asked asked, BiConsumer<String, Integer> changed) {
    return new Answering(agent::post, ANSWER_WITHIN).all(asked, changed);
  }

  private void changed(RoutingContext ctx, Caller caller, String change, int status) {
    log.info("{} over Jolokia: {}: {}", caller.user(), change, status);
    audited(ctx, caller, change, status);
  }

  private void audited(RoutingContext ctx, Caller caller, String change, int status) {
    HttpServerRequest request = ctx.request();
    audit.write(
        new AuditEntry(
            Instant.ofEpochMilli(clock.millis()),
            Optional.of(caller.user()),
            new RequestHead(request).from(),
            request.method().name(),
            PATH,
            status,
            Optional.empty(),
            Optional.of(change)));
  }

  private void answer(RoutingContext ctx, Supplier<String> agent) {
    if (places.getQueueLength() >= MOST_WAITING) {
      refuse(ctx, busy());
      return;
    }
    long timer =
        ctx.vertx()
            .setTimer(
                WAIT.plus(ANSWER_WITHIN).toMillis(),
                late ->
                    refuse(
                        ctx,
                        ApiError.of(
                            503,
                            "The answer takes too long. What was called goes on; what was read may"
                                + " be asked for in parts")));
    ctx.addEndHandler(end -> ctx.vertx().cancelTimer(timer));
    later(
        ctx,
        () -> inPlace(agent),
        json -> json.ifPresentOrElse(text -> send(ctx, text), () -> refuse(ctx, busy())));
  }

  // Empty when there was no place. Nothing that has begun is interrupted: a file that is being read
  // would be closed to others.
  private Optional<String> inPlace(Supplier<String> agent) {
    try {
      if (!places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(agent.get());
    } finally {
      places.release();
    }
  }

  private static ApiError busy() {
    return ApiError.of(503, "Too many requests are being answered; try again")
        .with("Retry-After", "1");
  }

  /**
   * Does what may take long on a thread that may wait, and goes on where the request is at home.
   */
  private <T> void later(RoutingContext ctx, Supplier<T> work, Consumer<T> goOn) {
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

  private static void send(RoutingContext ctx, String json) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Buffer body = Buffer.buffer(json);
    response
        .putHeader("Content-Type", "application/json")
        .putHeader("Content-Length", Integer.toString(body.length()));
    (ctx.request().method().equals(HttpMethod.HEAD) ? response.end() : response.end(body))
        .onFailure(gone -> log.debug("A client of Jolokia went away: {}", String.valueOf(gone)));
  }

  @Override
  public void close() {
    threads.shutdown();
    looking.close();
    driving.close();
  }
}
