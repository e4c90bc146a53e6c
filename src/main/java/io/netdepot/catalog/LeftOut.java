package io.netdepot.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a repository lists and was not taken.
 *
 * @param count of lines and files
 * @param why the first of them, in sentences for people, at most {@value #LONGEST} characters;
 *     empty when there is none
 */
public record LeftOut(int count, String why) {
  /** Nothing. */
  public static final LeftOut NOTHING = new LeftOut(0, "");

  private static final int LONGEST = 1000;
  private static final int SHOWN = 3;

  /** Counts all of them, and keeps the first sentences. */
  public static LeftOut of(List<String> sentences) {
    String first = sentences.stream().limit(SHOWN).collect(Collectors.joining("; "));
    return new LeftOut(
        sentences.size(),
        first.length() <= LONGEST ? first : first.substring(0, LONGEST - 1) + "…");
  }
}
