package io.netdepot.store;

import java.time.Instant;
import java.util.Arrays;

/**
 * What reading a stored blob again found.
 *
 * @param details a sentence for people; empty when it is verified
 */
public record BlobCheck(Sha256 digest, Instant checkedAt, Outcome outcome, String details) {

  /** How a blob was found. */
  public enum Outcome {
    /** Its bytes are those that it is named by. */
    VERIFIED("verified"),
    /** Its bytes are others, or are gone: nobody is given them. */
    DAMAGED("damaged"),
    /**
     * The disk refused to read it, which says nothing of its bytes: it may be read another time.
     */
    UNREADABLE("unreadable");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** As it is recorded and written. */
    public String word() {
      return word;
    }

    /**
     * The outcome of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Outcome of(String word) {
      return Arrays.stream(values())
          .filter(outcome -> outcome.word.equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("No blob is found " + word));
    }
  }

  /** Whether its bytes are others, or are gone. */
  public boolean isDamaged() {
    return outcome == Outcome.DAMAGED;
  }

  public static BlobCheck verified(Sha256 digest, Instant checkedAt) {
    return new BlobCheck(digest, checkedAt, Outcome.VERIFIED, "");
  }
}
