package io.netdepot.http;

/** Answers one operation of an API. Thread-safe; runs on a worker thread and may block. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a request that keeps the contract.
   *
   * @throws ApiProblem when the client shall see an error
   */
  Reply answer(Call call);

  /** Answers with the OpenAPI document itself. */
  static Endpoint document(OpenApiContract contract) {
    return call -> Reply.of(200, "application/yaml", contract.document());
  }
}
