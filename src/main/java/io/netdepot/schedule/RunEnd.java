package io.netdepot.schedule;

/**
 * How work that a schedule began went.
 *
 * @param outcome in a word
 * @param details a sentence for people: what was done, or why not and what to do; or empty
 */
public record RunEnd(Outcome outcome, String details) {

  /** How it went, in a word. */
  public enum Outcome {
    COMPLETED,
    FAILED,
    /** Nothing was done, and that is right: the same work runs already, or there is none. */
    SKIPPED
  }

  public static RunEnd completed(String details) {
    return new RunEnd(Outcome.COMPLETED, details);
  }

  public static RunEnd failed(String details) {
    return new RunEnd(Outcome.FAILED, details);
  }

  public static RunEnd skipped(String details) {
    return new RunEnd(Outcome.SKIPPED, details);
  }
}
