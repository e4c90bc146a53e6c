package io.netdepot.yaml;

import java.util.Optional;

/**
 * Why a file is refused.
 *
 * @param line from 1, when it is known
 */
public record FileProblem(String file, Optional<Integer> line, String reason) {
  private static final int LONGEST = 1_000;

  public FileProblem {
    file = printable(file);
    reason = printable(reason);
  }

  // What stands in a file is repeated here, and goes on to logs and terminals.
  private static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Such as {@code schedules.yaml:12: There is no time zone 'Mars'}. */
  @Override
  public String toString() {
    return file + line.map(number -> ":" + number).orElse("") + ": " + reason;
  }
}
