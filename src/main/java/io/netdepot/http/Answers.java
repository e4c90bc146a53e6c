package io.netdepot.http;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.store.StorageFullException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that writes answers other than bytes of files, and so the one that writes errors:
 * in the shape of the API whose path it is, as problem details elsewhere. Thread-safe.
 */
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final ErrorShape ELSEWHERE = new ProblemShape();

  private final Apis apis;
  private final RefusalWriter refusals = new RefusalWriter(this::shape);

  Answers(Apis apis) {
    this.apis = apis;
  }

  void send(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    reply
        .body()
        .ifPresentOrElse(
            body -> {
              // Vert.x leaves the body of HEAD out by itself, and its length as well.
              response.putHeader("Content-Length", Integer.toString(body.length()));
              response.end(body);
            },
            response::end);
  }

  /** Refuses a request. */
  void send(Vertx vertx, HttpServerRequest request, ApiError error) {
    refusals.refuse(vertx, request, error);
  }

  /**
   * Answers what nobody expected: 507 when the disk is full, else 500 and a reference that leads to
   * the line in the log.
   */
  void sendUnexpected(Vertx vertx, HttpServerRequest request, Throwable failure) {
    send(vertx, request, error(request, failure));
  }

  private static ApiError error(HttpServerRequest request, Throwable failure) {
    if (failure instanceof ApiProblem problem) {
      return problem.error();
    }
    Optional<String> full = full(failure);
    if (full.isPresent()) {
      log.warn(
          "Request {} {} answered 507: {}",
          request.method(),
          Printable.text(String.valueOf(request.path()), 200),
          full.get());
      return ApiError.of(507, full.get());
    }
    String reference = UUID.randomUUID().toString().substring(0, 8);
    log.error(
        "Request {} {} failed, reference {}",
        request.method(),
        Printable.text(String.valueOf(request.path()), 200),
        reference,
        failure);
    return ApiError.of(
        500, "Something went wrong in the service; its log has more under reference " + reference);
  }

  // What a full disk does to a request is no fault of the service, and somebody can mend it.
  private static Optional<String> full(Throwable failure) {
    boolean isFull =
        failure instanceof CatalogFailure catalog
            ? catalog.kind() == CatalogFailure.Kind.DISK_FULL
            : failure instanceof StorageFullException;
    return isFull ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
  }

  private ErrorShape shape(HttpServerRequest request) {
    String path =
        RequestPath.of(request).orElseGet(() -> Optional.ofNullable(request.path()).orElse(""));
    return apis.owning(path).map(Api::errors).orElse(ELSEWHERE);
  }
}
