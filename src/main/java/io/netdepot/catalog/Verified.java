package io.netdepot.catalog;

import io.netdepot.store.BlobCheck;
import java.util.Arrays;
import java.util.Optional;

/** What is known of stored bytes since they were received and hashed. */
public enum Verified {
  /** They were not read again. */
  NOT_YET("not-yet"),
  VERIFIED("verified"),
  DAMAGED("damaged"),
  UNREADABLE("unreadable");

  private final String word;

  Verified(String word) {
    this.word = word;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /**
   * What a check found.
   *
   * @param last the last one; empty when there was none
   */
  public static Verified of(Optional<BlobCheck> last) {
    return last.map(BlobCheck::outcome)
        .map(
            outcome ->
                switch (outcome) {
                  case VERIFIED -> VERIFIED;
                  case DAMAGED -> DAMAGED;
                  case UNREADABLE -> UNREADABLE;
                })
        .orElse(NOT_YET);
  }

  /** Reads {@link #word()} back; empty when it is none. */
  public static Optional<Verified> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
