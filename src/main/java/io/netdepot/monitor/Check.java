package io.netdepot.monitor;

import java.util.function.Supplier;

/** Looks at one part of the service for its health. Thread-safe; may block. */
public interface Check {
  /** Such as {@code disk}. */
  String name();

  /** What there is to say now; an exception counts as a problem. */
  Finding look();

  /**
   * Whether a restart would mend it. What is not of that kind is a problem of readiness: what lives
   * on may be read, what is new is better sent elsewhere.
   */
  default boolean isLiveness() {
    return false;
  }

  /** A check of readiness. */
  static Check of(String name, Supplier<Finding> look) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finding look() {
        return look.get();
      }
    };
  }
}
