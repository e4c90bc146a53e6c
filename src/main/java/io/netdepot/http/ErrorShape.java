package io.netdepot.http;

/** How an API writes its errors. */
public interface ErrorShape {
  String contentType(ApiError error);

  /** The body, in UTF-8. */
  byte[] body(ApiError error);
}
