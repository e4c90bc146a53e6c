package io.netdepot.http;

/** Thrown to end a request with an error that its client shall see. Carries nothing secret. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  public ApiProblem(ApiError error) {
    // An expected outcome: nobody reads a stack trace of it.
    super(error.description(), null, false, false);
    this.error = error;
  }

  /** A problem with the usual code of its status. */
  public static ApiProblem of(int status, String description) {
    return new ApiProblem(ApiError.of(status, description));
  }

  public ApiError error() {
    return error;
  }
}
