package io.netdepot.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Problem details, RFC 9457, with our code as an extension member. */
public final class ProblemShape implements ErrorShape {
  @Override
  public String contentType(ApiError error) {
    return "application/problem+json";
  }

  @Override
  public byte[] body(ApiError error) {
    String title = HttpResponseStatus.valueOf(error.status()).reasonPhrase();
    return Json.bytes(
        new Problem("about:blank", title, error.status(), error.description(), error.code()));
  }

  @JsonPropertyOrder({"type", "title", "status", "detail", "code"})
  private record Problem(String type, String title, int status, String detail, String code) {}
}
