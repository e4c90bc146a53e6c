package io.netdepot.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The query of a request, decoded. */
final class QueryString {
  private static final int MOST_PARAMETERS = 1_024;

  private QueryString() {}

  /**
   * The parameters by name, each with its values as they come.
   *
   * @throws ApiProblem 400 when it cannot be decoded
   */
  static Map<String, List<String>> of(HttpServerRequest request) {
    String query = request.query();
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    try {
      // To HTTP a semicolon is a character as any other.
      return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(400, "The query has a percent sign without two hex digits");
    }
  }
}
