package io.netdepot.http;

/** What an entrance makes of a request. */
public sealed interface Entry {
  /** It is somebody's; whether they may write is decided elsewhere. */
  record Granted(Caller caller) implements Entry {}

  /** It is nobody's that may come in. */
  record Refused(ApiError error) implements Entry {}
}
