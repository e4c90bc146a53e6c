package io.netdepot.jolokia;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netdepot.http.ApiError;
import io.netdepot.http.ErrorShape;
import java.nio.charset.StandardCharsets;

/** An error as Jolokia's own clients read it. */
final class JolokiaShape implements ErrorShape {
  @Override
  public String contentType(ApiError error) {
    return "application/json";
  }

  @Override
  public byte[] body(ApiError error) {
    return text(error.status(), error.description()).getBytes(StandardCharsets.UTF_8);
  }

  static String text(int status, String sentence) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", status)
        .put("error", sentence)
        .toString();
  }
}
