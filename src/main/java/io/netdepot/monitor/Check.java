package io.netdepot.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A readiness check that asks one part of the service for its problem, if it has one. */
public final class Check extends AbstractHealthCheck {
  private final Supplier<Optional<String>> problem;

  /**
   * Makes a check.
   *
   * @param id such as {@code disk}
   * @param problem a sentence for people, empty when all is well; an exception counts as a problem
   */
  public Check(String id, Supplier<Optional<String>> problem) {
    super("netdepot", id);
    this.problem = problem;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<String> found;
    try {
      found = problem.get();
    } catch (RuntimeException e) {
      found = Optional.of(String.valueOf(e.getMessage()));
    }
    if (found.isPresent()) {
      builder.message(found.get()).down();
    } else {
      builder.up();
    }
  }

  /** A problem of readiness: what lives on may be read, what is new is better sent elsewhere. */
  @Override
  public boolean isLiveness() {
    return false;
  }
}
