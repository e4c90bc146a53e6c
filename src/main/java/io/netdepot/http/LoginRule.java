package io.netdepot.http;

/** Whether an operation asks who calls it; the {@code security} of an OpenAPI document. */
enum LoginRule {
  /** Only callers that are known. */
  REQUIRED,
  /** Anybody; who is known is told to the endpoint: {@code security} with an empty entry. */
  OPTIONAL,
  /** Anybody, and nobody is asked: an empty {@code security}. */
  NONE
}
