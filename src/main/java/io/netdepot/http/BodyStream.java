package io.netdepot.http;

import io.netdepot.config.Durations;
import io.netdepot.config.UploadSettings;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, handed from its event loop to a thread that may wait. Of a client that
 * sends faster than the thread reads no more is taken than a window of buffers; one that sends too
 * slowly is given up.
 *
 * <p>{@link #next} and {@link #close} belong to the reading thread.
 */
final class BodyStream implements AutoCloseable {
  private final HttpServerRequest request;
  private final Context loop;
  private final IntSupplier window;
  private final Pace pace;
  private final UploadSettings limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Mutable state, guarded by the lock.
  private final Deque<Buffer> waiting = new ArrayDeque<>();
  private boolean ended;
  private boolean closed;
  private @Nullable Throwable failure;
  // Mutable state of the reading thread: buffers asked for and not yet read.
  private int outstanding;

  private BodyStream(
      HttpServerRequest request, Context loop, UploadSettings limits, IntSupplier window) {
    this.request = request;
    this.loop = loop;
    this.limits = limits;
    this.window = window;
    this.pace = new Pace(limits.stall(), limits.minimumRate().bytes(), limits.minimumRateWindow());
  }

  /**
   * Begins to read a paused request. What {@code 100 Continue} promises is promised here.
   *
   * @param loop the request's event loop
   * @param window how many buffers may be under way, asked anew again and again
   */
  static BodyStream open(
      HttpServerRequest request, Context loop, UploadSettings limits, IntSupplier window) {
    BodyStream body = new BodyStream(request, loop, limits, window);
    loop.runOnContext(now -> body.begin());
    body.ask();
    return body;
  }

  private void begin() {
    request.handler(this::came);
    request.endHandler(end -> change(() -> ended = true));
    request.exceptionHandler(broken -> change(() -> failure = broken));
    if (request.response().closed()) {
      // It went before anybody listened, and nobody will tell a second time.
      change(() -> failure = new ClosedChannelException());
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
  }

  private void came(Buffer bytes) {
    change(
        () -> {
          if (!closed) {
            waiting.add(bytes);
          }
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  // Asking needs the event loop, so it is done for many buffers at a time.
  private void ask() {
    int most = Math.max(1, window.getAsInt());
    int more = most - outstanding;
    if (more > 0 && more >= most / 2) {
      outstanding += more;
      loop.runOnContext(now -> request.fetch(more));
    }
  }

  /**
   * The next bytes, which stay as they are; empty at the end.
   *
   * @throws ApiProblem 408 when the client is too slow
   * @throws BrokenOffException when it is gone
   */
  Optional<ByteBuffer> next() throws BrokenOffException, InterruptedException {
    Buffer next;
    lock.lock();
    try {
      long silent = await();
      next = waiting.poll();
      if (next == null) {
        if (failure != null) {
          throw new BrokenOffException(failure);
        }
        return Optional.empty();
      }
      pace.came(silent, next.length());
    } finally {
      lock.unlock();
    }
    outstanding--;
    ask();
    return Optional.of(asItLies(next));
  }

  // Everything else that a buffer offers copies the bytes once more.
  @SuppressWarnings("deprecation")
  private static ByteBuffer asItLies(Buffer buffer) {
    return buffer.getByteBuf().nioBuffer();
  }

  private long await() throws InterruptedException {
    long began = System.nanoTime();
    long silent = 0;
    while (waiting.isEmpty() && !ended && failure == null) {
      long patience = pace.patience(silent);
      if (patience <= 0) {
        throw tooSlow();
      }
      long unused = changed.awaitNanos(patience);
      silent = System.nanoTime() - began;
    }
    return silent;
  }

  private ApiProblem tooSlow() {
    return ApiProblem.of(
        408,
        "The body comes too slowly: no byte within %s, or less than %s a second over %s"
            .formatted(
                Durations.format(limits.stall()),
                limits.minimumRate(),
                Durations.format(limits.minimumRateWindow())));
  }

  /** Reads no more. What still comes is dropped. */
  @Override
  public void close() {
    change(
        () -> {
          closed = true;
          waiting.clear();
        });
  }
}
