package io.netdepot.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends files: GET and HEAD, conditions, one range, entity tag and digest. The bytes go from the
 * file to the socket by the system's {@code sendfile}, without passing through the heap.
 */
final class Downloads {
  private static final Logger log = LoggerFactory.getLogger(Downloads.class);

  private final Answers answers;
  private final Transfers transfers;
  private final ServerAddress address;
  // Finding the file asks the catalog, which must not hold the event loop.
  private final Executor lookups;

  Downloads(Answers answers, Transfers transfers, ServerAddress address, Executor lookups) {
    this.answers = answers;
    this.transfers = transfers;
    this.address = address;
    this.lookups = lookups;
  }

  /** Serves one documented download. */
  Handler<RoutingContext> handler(DownloadSource source) {
    return ctx -> {
      Call call = Call.of(Visit.of(ctx.request()), address);
      Optional<Downloadable> known = source.known(call);
      if (known.isPresent()) {
        send(ctx, known.get());
        return;
      }
      Context loop = ctx.vertx().getOrCreateContext();
      lookups.execute(
          () -> {
            try {
              Downloadable found = source.find(call);
              loop.runOnContext(done -> send(ctx, found));
            } catch (RuntimeException e) {
              loop.runOnContext(done -> answers.sendUnexpected(ctx.vertx(), ctx.request(), e));
            }
          });
    };
  }

  private void send(RoutingContext ctx, Downloadable download) {
    boolean flows = false;
    try {
      flows = answer(ctx, download);
    } finally {
      if (!flows) {
        release(download);
      }
    }
  }

  /** Answers; true when bytes flow, whose end is told to {@link #ended}. */
  private boolean answer(RoutingContext ctx, Downloadable download) {
    HttpServerRequest request = ctx.request();
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      return false;
    }
    if (!RequestBody.isAnnounced(request)) {
      request.resume();
    }
    Optional<Path> file = download.file();
    if (file.isPresent() && !whole(file.get(), download.size())) {
      return refuse(ctx, damaged(download));
    }
    response
        .putHeader("ETag", download.tag())
        .putHeader("Accept-Ranges", "bytes")
        // Kept by the client alone, and asked for again: the package may have been deleted.
        .putHeader("Cache-Control", "private, no-cache");
    download
        .lastModified()
        .ifPresent(time -> response.putHeader("Last-Modified", HttpDate.of(time)));
    return switch (DownloadPlan.of(request.method(), request.headers(), download)) {
      case DownloadPlan.Answer.NotModified() -> {
        response.setStatusCode(304).end();
        yield false;
      }
      case DownloadPlan.Answer.PreconditionFailed() ->
          refuse(
              ctx,
              ApiError.of(412, "The file is not as If-Match or If-Unmodified-Since asks for it"));
      case DownloadPlan.Answer.Unsatisfiable() ->
          refuse(
              ctx,
              ApiError.of(416, "The file has " + download.size() + " bytes; ask for some of them")
                  .with("Content-Range", "bytes */" + download.size()));
      case DownloadPlan.Answer.Whole() -> bytes(ctx, download, 200, 0, download.size());
      case DownloadPlan.Answer.Part(var range) -> {
        response.putHeader(
            "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + download.size());
        yield bytes(ctx, download, 206, range.first(), range.length());
      }
    };
  }

  // What was announced could not be kept, and the client would wait for the rest.
  private static boolean whole(Path file, long size) {
    long found = file.toFile().length();
    if (found != size) {
      log.error("The file {} has {} bytes instead of {}", file, found, size);
    }
    return found == size;
  }

  private static ApiError damaged(Downloadable download) {
    return ApiError.damaged(
        "The stored file " + download.fileName() + " is damaged; delete it, and get it again");
  }

  private boolean bytes(
      RoutingContext ctx, Downloadable download, int status, long at, long length) {
    HttpServerResponse response = ctx.response();
    response
        .setStatusCode(status)
        .putHeader("Content-Type", download.contentType())
        .putHeader("Content-Length", Long.toString(length))
        .putHeader("Content-Disposition", ContentDisposition.attachment(download.fileName()));
    download
        .digest()
        .ifPresent(
            digest -> response.putHeader("Repr-Digest", "sha-256=:" + digest.base64() + ":"));
    download.headers().forEach(response::putHeader);
    if (ctx.request().method().equals(HttpMethod.HEAD) || length == 0) {
      response.end();
      return false;
    }
    transfers.begin();
    flow(ctx, download, at, length).onComplete(sent -> ended(ctx, download, sent));
    return true;
  }

  private static Future<Void> flow(
      RoutingContext ctx, Downloadable download, long at, long length) {
    Optional<Path> file = download.file();
    return file.isPresent() && download.watcher().isEmpty()
        ? ctx.response().sendFile(file.get().toString(), at, length)
        : PieceFlow.send(ctx.request(), ctx.vertx().getOrCreateContext(), download, at, length);
  }

  private void ended(RoutingContext ctx, Downloadable download, AsyncResult<Void> sent) {
    transfers.end();
    release(download);
    if (sent.succeeded()) {
      return;
    }
    if (ctx.response().headWritten()) {
      log.info("Download of {} broke off: {}", download.tag(), sent.cause().toString());
      ctx.request().connection().close();
    } else {
      answers.sendUnexpected(ctx.vertx(), ctx.request(), sent.cause());
    }
  }

  // It may block, and this is the event loop.
  private void release(Downloadable download) {
    if (!download.release().equals(Downloadable.NOTHING_HELD)) {
      lookups.execute(download.release());
    }
  }

  private boolean refuse(RoutingContext ctx, ApiError error) {
    answers.send(ctx.vertx(), ctx.request(), error);
    return false;
  }
}
