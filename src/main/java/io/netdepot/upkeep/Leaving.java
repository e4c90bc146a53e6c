package io.netdepot.upkeep;

import java.time.Instant;

/**
 * Something that a rule of retention lets go.
 *
 * @param id of its kind; the kind's word where there is but one
 * @param name a file name or another short text for people
 * @param bytes its size; 0 where it has none to speak of
 * @param since when it came here, or ended
 * @param rule the setting that lets it go, such as {@code packages.keep-age}
 * @param why a sentence for people
 */
public record Leaving(
    Kind kind, String id, String name, long bytes, Instant since, String rule, String why) {

  /** What it is. */
  public enum Kind {
    PACKAGE("package"),
    QUARANTINED("quarantined"),
    OPERATION("operation"),
    IMAGE("image"),
    AUDIT("audit"),
    EVENT("event");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it is written and recorded. */
    public String word() {
      return word;
    }
  }
}
