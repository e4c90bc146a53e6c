package io.netdepot.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
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

  private final long maxJsonBody;
  private final Answers answers;

  ContractCheck(long maxJsonBody, Answers answers) {
    this.maxJsonBody = maxJsonBody;
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext ctx) {
    Visit visit = Visit.of(ctx.request());
    Optional<ApiError> refusal = check(visit);
    if (refusal.isPresent()) {
      answers.send(ctx.vertx(), ctx.request(), refusal.get());
      return;
    }
    if (RequestBody.isAnnounced(ctx.request()) && !isStream(visit)) {
      long timer = ctx.vertx().setTimer(BODY_DEADLINE_MILLIS, late -> tooSlow(ctx));
      ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
    }
    ctx.next();
  }

  private static boolean isStream(Visit visit) {
    return visit.rule().filter(rule -> rule.body() instanceof BodyRule.Stream).isPresent();
  }

  private Optional<ApiError> check(Visit visit) {
    HttpServerRequest request = visit.request();
    if (request.version() == HttpVersion.HTTP_1_1 && request.headers().getAll("Host").size() != 1) {
      return Optional.of(ApiError.of(400, "The request must have one Host header"));
    }
    if (visit.api().isEmpty()) {
      return Optional.of(ApiError.of(404, "There is nothing at " + Printable.quote(visit.path())));
    }
    if (visit.rule().isEmpty()) {
      return Optional.of(undocumented(request, visit.path(), visit.api().get().contract()));
    }
    return checkQuery(request, visit.rule().get()).or(() -> checkBody(request, visit.rule().get()));
  }

  private static Optional<ApiError> checkQuery(HttpServerRequest request, OperationRule rule) {
    if (rule.query().isEmpty()) {
      return Optional.empty();
    }
    try {
      rule.query().check(QueryString.of(request));
      return Optional.empty();
    } catch (ApiProblem refused) {
      return Optional.of(refused.error());
    }
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
              + contract.documentPath());
    }
    String wrong = Printable.quote(request.method().name());
    return ApiError.methodNotAllowed(wrong + " is not possible here", methods);
  }

  private Optional<ApiError> checkBody(HttpServerRequest request, OperationRule rule) {
    String expect = request.getHeader("Expect");
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return Optional.of(ApiError.of(417, "Only the expectation 100-continue can be met"));
    }
    long length = RequestBody.announcedLength(request);
    return switch (rule.body()) {
      case BodyRule.Stream stream -> checkEncoding(request);
      case BodyRule.None none -> tooLarge(length);
      case BodyRule.Form form -> tooLarge(length).or(() -> checkEncoding(request));
      case BodyRule.Json json ->
          length == 0 && !json.required()
              ? Optional.empty()
              : tooLarge(length).or(() -> checkJson(request, length));
    };
  }

  private static Optional<ApiError> checkJson(HttpServerRequest request, long length) {
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
    return checkEncoding(request);
  }

  private static Optional<ApiError> checkEncoding(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(
          ApiError.of(415, "Send the body without Content-Encoding")
              .with("Accept-Encoding", "identity"));
    }
    return Optional.empty();
  }

  private Optional<ApiError> tooLarge(long length) {
    return length > maxJsonBody
        ? Optional.of(
            ApiError.of(
                413, "The body has " + length + " bytes; at most " + maxJsonBody + " are taken"))
        : Optional.empty();
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
