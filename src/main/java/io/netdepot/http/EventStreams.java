package io.netdepot.http;

import io.netdepot.config.EventSettings;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends server-sent events: each stream has a virtual thread that waits for events and gives the
 * event loop one piece at a time. A client that does not take its piece is dropped, and goes on
 * from its last event when it comes back; so nothing piles up for it.
 */
public final class EventStreams {
  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);
  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);

  private final Answers answers;
  private final ServerAddress address;
  private final EventSettings limits;
  private final Executor threads;
  private final Semaphore places;

  // Mutable state
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  EventStreams(Answers answers, ServerAddress address, EventSettings limits, Executor threads) {
    this.answers = answers;
    this.address = address;
    this.limits = limits;
    this.threads = threads;
    this.places = new Semaphore(limits.streams());
  }

  /** Serves one documented stream. */
  Handler<RoutingContext> handler(EventSource source) {
    return ctx -> {
      if (ctx.request().method().equals(HttpMethod.HEAD)) {
        answers.send(ctx.request(), Reply.empty(200).with("Content-Type", "text/event-stream"));
        return;
      }
      if (!places.tryAcquire()) {
        answers.send(
            ctx.vertx(),
            ctx.request(),
            ApiError.of(
                    503,
                    limits.streams()
                        + " clients follow the events (events.streams); try again"
                        + " later")
                .with("Retry-After", "10"));
        return;
      }
      if (!RequestBody.isAnnounced(ctx.request())) {
        ctx.request().resume();
      }
      Client client = new Client(ctx, ctx.vertx().getOrCreateContext());
      clients.add(client);
      // The response has one handler for its end, and others want to know of it too.
      ctx.addEndHandler(ended -> client.close());
      threads.execute(
          () -> {
            try {
              serve(client, source);
            } finally {
              clients.remove(client);
              places.release();
            }
          });
    };
  }

  private void serve(Client client, EventSource source) {
    try (EventStream stream = source.open(Call.of(Visit.of(client.request()), address))) {
      client.follow(stream);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      client.breakOff();
    } catch (TimeoutException e) {
      dropped.increment();
      log.info("A client does not read its events and is dropped");
      client.breakOff();
    } catch (ExecutionException e) {
      // It is gone, which is how a stream ends.
      client.breakOff();
    } catch (RuntimeException e) {
      client.refuse(e);
    }
  }

  /** The streams that are open. */
  public int open() {
    return clients.size();
  }

  /** The events that were sent, to all clients together. */
  public long sent() {
    return sent.sum();
  }

  /** The clients that were dropped because they did not read. */
  public long dropped() {
    return dropped.sum();
  }

  /** Ends all streams; clients come back when there is a service again. */
  void close() {
    stopping.set(true);
    clients.forEach(Client::close);
  }

  /** One client, with its stream while it has one. */
  private final class Client {
    private final RoutingContext ctx;
    private final Context loop;

    // Mutable state: closed by the event loop, or by who stops the service
    private final CompletableFuture<EventStream> stream = new CompletableFuture<>();
    private volatile boolean closed;

    Client(RoutingContext ctx, Context loop) {
      this.ctx = ctx;
      this.loop = loop;
    }

    HttpServerRequest request() {
      return ctx.request();
    }

    void follow(EventStream opened)
        throws InterruptedException, ExecutionException, TimeoutException {
      stream.complete(opened);
      // The position tells a client that leaves before the first event where to go on.
      write("retry: " + RECONNECT_AFTER.toMillis() + "\nid: " + opened.position() + "\n\n");
      while (!closed && !stopping.get()) {
        List<ServerSentEvent> events = opened.next(limits.heartbeat());
        if (closed || stopping.get()) {
          break;
        }
        write(
            events.isEmpty()
                // A comment keeps the connection alive; the id moves on what is not for this one.
                ? ":\nid: " + opened.position() + "\n\n"
                : events.stream().map(ServerSentEvent::text).collect(Collectors.joining()));
        sent.add(events.size());
      }
      loop.runOnContext(
          done -> {
            if (!ctx.response().ended() && !ctx.response().closed()) {
              ctx.response().end();
            }
          });
    }

    private void write(String text)
        throws InterruptedException, ExecutionException, TimeoutException {
      CompletableFuture<Void> written = new CompletableFuture<>();
      loop.runOnContext(
          now -> {
            HttpServerResponse response = ctx.response();
            if (response.closed() || response.ended()) {
              written.completeExceptionally(new BrokenOffException(new ClosedChannelException()));
              return;
            }
            if (!response.headWritten()) {
              response
                  .setChunked(true)
                  .putHeader("Content-Type", "text/event-stream")
                  // A proxy that gathers would keep the events to itself.
                  .putHeader("X-Accel-Buffering", "no");
            }
            response
                .write(text)
                .onSuccess(written::complete)
                .onFailure(written::completeExceptionally);
          });
      Void unused = written.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    // Two heartbeats in which nothing was taken.
    private Duration patience() {
      Duration two = limits.heartbeat().multipliedBy(2);
      return two.compareTo(LEAST_PATIENCE) > 0 ? two : LEAST_PATIENCE;
    }

    void refuse(RuntimeException why) {
      loop.runOnContext(done -> answers.sendUnexpected(ctx.vertx(), ctx.request(), why));
    }

    void breakOff() {
      loop.runOnContext(done -> ctx.request().connection().close());
    }

    void close() {
      closed = true;
      CompletableFuture<Void> unused = stream.thenAccept(EventStream::close);
    }
  }
}
