package io.netdepot.fleet;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by every step of a collection that ends the task's try; carries the reason and nothing
 * secret.
 */
public final class SwitchFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public SwitchFailure(FailureReason reason, Phase phase, String details) {
    this(new Failure(reason, phase, details), null);
  }

  public SwitchFailure(
      FailureReason reason, Phase phase, String details, @Nullable Throwable cause) {
    this(new Failure(reason, phase, details), cause);
  }

  public SwitchFailure(Failure failure, @Nullable Throwable cause) {
    super(
        failure.reason().code() + " (" + failure.phase().word() + "): " + failure.details(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
