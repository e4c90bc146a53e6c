package io.netdepot.http;

import io.netdepot.config.UploadSettings;
import io.netdepot.multipart.Boundary;
import io.netdepot.multipart.MultipartLimits;
import io.netdepot.multipart.MultipartParser;
import io.netdepot.multipart.MultipartProblem;
import io.netdepot.store.StorageFullException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives files, each the one of a multipart form: from the socket to the spool in constant
 * memory, hashed and made durable as it comes. What can be refused from the head of a request is
 * refused before a byte of its body is read, and before {@code 100 Continue}.
 */
final class Uploads {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);
  // What a form has around its file. Its own limits are smaller; this is for Content-Length.
  private static final long FORM_BYTES = 1 << 20;
  // Buffers of at most 64 KiB that wait for their threads: 16 of one upload, or 256 of all, and of
  // each at least 2, so that receiving and writing overlap.
  private static final int MOST_OF_ONE = 16;
  private static final int MOST_OF_ALL = 256;
  private static final int LEAST_OF_ONE = 2;
  // About a millisecond of hashing.
  private static final long GIVE_WAY_EVERY = 1 << 20;

  private final Answers answers;
  private final Transfers transfers;
  private final ServerAddress address;
  private final UploadSettings limits;
  private final Executor threads;
  private final Semaphore places;

  Uploads(
      Answers answers,
      Transfers transfers,
      ServerAddress address,
      UploadSettings limits,
      Executor threads) {
    this.answers = answers;
    this.transfers = transfers;
    this.address = address;
    this.limits = limits;
    this.threads = threads;
    this.places = new Semaphore(limits.atOnce());
  }

  /** Serves one documented upload. */
  Handler<RoutingContext> handler(UploadTarget target) {
    return ctx -> {
      Call call = Call.of(Visit.of(ctx.request()), address);
      Optional<ApiError> refusal = refusal(ctx.request());
      if (refusal.isPresent()) {
        answers.send(ctx.vertx(), ctx.request(), refusal.get());
        return;
      }
      if (!places.tryAcquire()) {
        answers.send(
            ctx.vertx(),
            ctx.request(),
            ApiError.of(
                    503,
                    limits.atOnce() + " uploads are under way (images.uploads); try again later")
                .with("Retry-After", "10"));
        return;
      }
      Context loop = ctx.vertx().getOrCreateContext();
      transfers.begin();
      threads.execute(() -> serve(ctx, loop, call, target));
    };
  }

  // Whoever has an answer has left the place: the next upload of the same client finds it free. And
  // a stop waits until the answer is on its way.
  private void serve(RoutingContext ctx, Context loop, Call call, UploadTarget target) {
    try {
      Runnable answer = inPlace(() -> receive(ctx, loop, call, target));
      loop.runOnContext(done -> answer.run());
    } finally {
      transfers.end();
    }
  }

  private Runnable inPlace(Supplier<Runnable> upload) {
    try {
      return upload.get();
    } finally {
      places.release();
    }
  }

  private Optional<ApiError> refusal(HttpServerRequest request) {
    long length = RequestBody.announcedLength(request);
    if (length == 0) {
      return Optional.of(
          ApiError.of(400, "The body is empty; send the file as multipart/form-data"));
    }
    if (length > limits.maxSize().bytes() + FORM_BYTES) {
      return Optional.of(
          ApiError.of(
              413,
              "The body has "
                  + length
                  + " bytes; a file may have at most "
                  + limits.maxSize()
                  + " (images.max-size)"));
    }
    return Optional.empty();
  }

  /** Receives, and gives what is to be said on the event loop then. */
  private Runnable receive(RoutingContext ctx, Context loop, Call call, UploadTarget target) {
    HttpServerRequest request = ctx.request();
    try {
      Reply reply = receive(request, loop, call, target);
      return () -> answers.send(request, reply);
    } catch (StorageFullException e) {
      return () -> answers.send(ctx.vertx(), request, target.noRoom(e));
    } catch (MultipartProblem e) {
      ApiError error = ApiError.of(400, String.valueOf(e.getMessage()));
      return () -> answers.send(ctx.vertx(), request, error);
    } catch (BrokenOffException e) {
      log.info("An upload broke off: {}", String.valueOf(e.getMessage()));
      return () -> {};
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return () -> request.connection().close();
    } catch (IOException | RuntimeException e) {
      return () -> answers.sendUnexpected(ctx.vertx(), request, e);
    }
  }

  private Reply receive(HttpServerRequest request, Context loop, Call call, UploadTarget target)
      throws IOException, InterruptedException {
    target.requireRoom(call, Math.max(0, RequestBody.announcedLength(request)));
    DigestCheck digests = new DigestCheck(declared(request), Set.of());
    try (FormFile file = new FormFile(call, target, limits.maxSize())) {
      MultipartParser parser = parser(request, file);
      try (BodyStream body = BodyStream.open(request, loop, limits, this::window)) {
        long worked = 0;
        for (Optional<ByteBuffer> next = body.next(); next.isPresent(); next = body.next()) {
          worked += next.get().remaining();
          digests.update(next.get());
          parser.take(next.get());
          if (worked >= GIVE_WAY_EVERY) {
            worked = 0;
            giveWay();
          }
        }
      }
      parser.finish();
      digests.compare("body", Map.of());
      return file.publish();
    }
  }

  // A form has no content coding, so both fields are about the same bytes.
  private static DeclaredDigests declared(HttpServerRequest request) {
    List<String> values = new ArrayList<>(request.headers().getAll("Repr-Digest"));
    values.addAll(request.headers().getAll("Content-Digest"));
    return DeclaredDigests.parse("Repr-Digest or Content-Digest", values);
  }

  private static MultipartParser parser(HttpServerRequest request, FormFile file)
      throws MultipartProblem {
    String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    return Boundary.of(type)
        .map(boundary -> MultipartParser.of(boundary, MultipartLimits.USUAL, file))
        .orElseGet(() -> MultipartParser.findingBoundary(MultipartLimits.USUAL, file));
  }

  private int window() {
    int underWay = Math.max(1, limits.atOnce() - places.availablePermits());
    return Math.clamp(MOST_OF_ALL / underWay, LEAST_OF_ONE, MOST_OF_ONE);
  }

  // Hashing is long work without a wait, and virtual threads are not taken off their core by time.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it but the others' delay
  private static void giveWay() {
    Thread.yield();
  }
}
