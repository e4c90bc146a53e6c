package io.netdepot.nmx;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.http.ApiError;
import io.netdepot.http.ErrorShape;
import io.netdepot.http.Json;

/** The Error object of the vendor: three fields and nothing else. */
final class NmxErrors implements ErrorShape {
  @Override
  public String contentType(ApiError error) {
    return "application/json";
  }

  @Override
  public byte[] body(ApiError error) {
    return Json.bytes(new Wire(error.status(), error.code(), error.description()));
  }

  @JsonPropertyOrder({"httpErrorCode", "customErrorCode", "description"})
  private record Wire(int httpErrorCode, String customErrorCode, String description) {}
}
