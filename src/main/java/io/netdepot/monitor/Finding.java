package io.netdepot.monitor;

import java.util.Map;

/**
 * What a look at one part of the service found.
 *
 * @param down whether new work is better sent elsewhere
 * @param sentence for people; empty when there is nothing to say
 * @param details numbers and words for programs, by name; sizes are in bytes, times in seconds
 */
public record Finding(boolean down, String sentence, Map<String, Object> details) {
  public Finding {
    details = Map.copyOf(details);
  }

  /** All is well. */
  public static Finding well(Map<String, Object> details) {
    return new Finding(false, "", details);
  }

  /** Something is to be known, and work goes on. */
  public static Finding noted(String sentence, Map<String, Object> details) {
    return new Finding(false, sentence, details);
  }

  /** New work cannot be taken. */
  public static Finding down(String sentence, Map<String, Object> details) {
    return new Finding(true, sentence, details);
  }
}
