package io.netdepot.catalog;

import java.util.Locale;

/**
 * The states of an operation and of a task. Source: NMX-M REST API 85.1.3100, {@code
 * Operation.Status}.
 */
public enum OperationState {
  /** Recorded, not picked up. */
  PENDING,
  IN_PROGRESS,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** The word on the wire and in the catalog, such as {@code in-progress}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether nothing can change any more. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** Reads {@link #word()} back. */
  public static OperationState of(String word) {
    for (OperationState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("Unknown state '" + word + "'");
  }
}
