package io.netdepot.monitor;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A readiness check that looks at one part of the service. */
public final class Check extends AbstractHealthCheck {
  private final Supplier<Finding> look;

  /**
   * Makes a check.
   *
   * @param id such as {@code disk}
   * @param look an exception counts as a problem
   */
  public Check(String id, Supplier<Finding> look) {
    super("netdepot", id);
    this.look = look;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Finding found;
    try {
      found = look.get();
    } catch (RuntimeException e) {
      found = Finding.down(String.valueOf(e.getMessage()), Map.of());
    }
    found.details().forEach(builder::detail);
    if (!found.sentence().isEmpty()) {
      builder.message(found.sentence());
    }
    if (found.down()) {
      builder.down();
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
