package io.netdepot.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /** The end of a sentence: {@code ; did you mean http.port?}, or a full stop. */
  static String suggestion(String written, Collection<String> names) {
    return of(written, names).map(name -> "; did you mean " + name + "?").orElse(".");
  }

  /** The name that is like what was written; empty when none is. */
  public static Optional<String> of(String written, Collection<String> names) {
    // A third of the letters wrong is a mistyped name; more is another one.
    int most = Math.max(2, written.length() / 3);
    return names.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> distance(written, name) <= most);
  }

  /** The letters to insert, delete or exchange (Levenshtein). */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(exchanged, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
