package io.netdepot.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The second handler of every request: refuses from its head alone what no API documents. Paths,
 * methods and media types come from the OpenAPI documents.
 */
final class ContractCheck implements Handler<RoutingContext> {
  private static final Pattern JSON =
      Pattern.compile("application/json *(; *charset *= *\"?utf-8\"? *)?");
  private static final long BODY_DEADLINE_MILLIS = 60_000;

  private final List<Api> apis;
  private final long maxJsonBody;
  private final Answers answers;

  ContractCheck(List<Api> apis, long maxJsonBody, Answers answers) {
    this.apis = List.copyOf(apis);
    this.maxJsonBody = maxJsonBody;
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext ctx) {
    Optional<ApiError> refusal = check(ctx.request(), ctx.normalizedPath());
    if (refusal.isPresent()) {
      answers.send(ctx.vertx(), ctx.request(), refusal.get());
      return;
    }
    if (RequestBody.isAnnounced(ctx.request())) {
      long timer = ctx.vertx().setTimer(BODY_DEADLINE_MILLIS, late -> tooSlow(ctx));
      ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
    }
    ctx.next();
  }

  private Optional<ApiError> check(HttpServerRequest request, String path) {
    if (request.version() == HttpVersion.HTTP_1_1 && request.headers().getAll("Host").size() != 1) {
      return Optional.of(ApiError.of(400, "The request must have one Host header"));
    }
    Optional<Api> api = apis.stream().filter(one -> one.owns(path)).findFirst();
    if (api.isEmpty()) {
      return Optional.of(ApiError.of(404, "There is nothing at " + Printable.quote(path)));
    }
    OpenApiContract contract = api.get().contract();
    Optional<OperationRule> rule = contract.find(request.method().name(), path);
    if (rule.isEmpty()) {
      return Optional.of(undocumented(request, path, contract));
    }
    return checkBody(request, rule.get());
  }

  private static ApiError undocumented(
      HttpServerRequest request, String path, OpenApiContract contract) {
    Set<String> methods = contract.methods(path);
    if (methods.isEmpty()) {
      return ApiError.of(
          404,
          "There is nothing at "
              + Printable.quote(path)
              + "; the API is described at "
              + contract.basePath()
              + "/openapi.yaml");
    }
    String wrong = Printable.quote(request.method().name());
    return ApiError.methodNotAllowed(wrong + " is not possible here", methods);
  }

  private Optional<ApiError> checkBody(HttpServerRequest request, OperationRule rule) {
    long length = RequestBody.announcedLength(request);
    if (length > maxJsonBody) {
      return Optional.of(tooLarge(length));
    }
    String expect = request.getHeader("Expect");
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return Optional.of(ApiError.of(417, "Only the expectation 100-continue can be met"));
    }
    if (rule.body().isEmpty()) {
      return Optional.empty();
    }
    if (length == 0) {
      return Optional.of(ApiError.of(400, "The body is empty; send a JSON object"));
    }
    String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
    if (!JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()) {
      return Optional.of(
          ApiError.of(
                  415,
                  "The body must be application/json in UTF-8, not "
                      + (type.isEmpty() ? "without a Content-Type" : Printable.quote(type)))
              .with("Accept", "application/json"));
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(
          ApiError.of(415, "Send the body without Content-Encoding")
              .with("Accept-Encoding", "identity"));
    }
    return Optional.empty();
  }

  private ApiError tooLarge(long length) {
    return ApiError.of(
        413, "The body has " + length + " bytes; at most " + maxJsonBody + " are taken");
  }

  private void tooSlow(RoutingContext ctx) {
    if (!ctx.request().isEnded() && !ctx.response().ended()) {
      answers.send(
          ctx.vertx(),
          ctx.request(),
          ApiError.of(408, "The body did not come within " + BODY_DEADLINE_MILLIS / 1_000 + " s"));
    }
  }
}
