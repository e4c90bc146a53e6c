package io.netdepot.routes;

import org.apache.camel.Exchange;

/**
 * Told of every step of the workflow, as it begins and when it is over. Implementations are
 * thread-safe, return at once and do not throw.
 */
@FunctionalInterface
public interface StepListener {
  /**
   * A step begins.
   *
   * @param seam the name after {@code direct:}, such as {@code store-package}
   * @return told when the step is over
   */
  Step begin(String seam, Exchange exchange);

  /** A step that was begun. */
  @FunctionalInterface
  interface Step {
    /** It is over; whether it failed stands on the exchange. */
    void end(Exchange exchange);
  }

  /** Listens to nothing. */
  StepListener NONE = (seam, exchange) -> ended -> {};

  /** Tells this one, and another one within it. */
  default StepListener and(StepListener inner) {
    return (seam, exchange) -> {
      Step first = begin(seam, exchange);
      Step second = inner.begin(seam, exchange);
      return ended -> {
        second.end(ended);
        first.end(ended);
      };
    };
  }
}
