package io.netdepot.catalog;

import java.util.Locale;

/** What an operation does with its switches. */
public enum OperationKind {
  /** It collects a package from each. */
  COLLECTION,
  /** It puts an image onto each. */
  DELIVERY,
  /** It changes the software of devices, as a controller of theirs is asked to. */
  ACTION;

  /** The word on the wire, such as {@code collection}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word()} back. */
  public static OperationKind of(String word) {
    for (OperationKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("Unknown kind '" + word + "'");
  }
}
