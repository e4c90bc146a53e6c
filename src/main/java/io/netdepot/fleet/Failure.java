package io.netdepot.fleet;

/**
 * How a task failed.
 *
 * @param reason the documented reason
 * @param phase what was being done
 * @param details a sentence for people: what was wrong, which value, what to do; printable, at most
 *     1,000 characters, without any secret
 */
public record Failure(FailureReason reason, Phase phase, String details) {
  private static final int LONGEST_DETAILS = 1_000;

  public Failure {
    details = printable(details);
  }

  // What a switch printed may be in here: no control character of it may reach a log line or a
  // terminal.
  private static String printable(String text) {
    String cut =
        text.length() > LONGEST_DETAILS ? text.substring(0, LONGEST_DETAILS - 1) + "…" : text;
    return cut.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
