package io.netdepot.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a form ({@code application/x-www-form-urlencoded}), decoded. */
final class FormFields {
  private static final int MOST_FIELDS = 1_024;

  private FormFields() {}

  /**
   * Reads them from where Vert.x put them, or from the body when the request gave it another type:
   * some clients send the same type with everything.
   *
   * @throws ApiProblem 400 when they cannot be decoded
   */
  static Map<String, List<String>> of(HttpServerRequest request, byte[] body) {
    MultiMap parsed = request.formAttributes();
    if (!parsed.isEmpty()) {
      Map<String, List<String>> fields = new HashMap<>();
      parsed.names().forEach(name -> fields.put(name, parsed.getAll(name)));
      return fields;
    }
    try {
      String text = new String(body, StandardCharsets.UTF_8);
      return new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MOST_FIELDS, true)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(400, "The form has a percent sign without two hex digits");
    }
  }
}
