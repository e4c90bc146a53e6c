package io.netdepot.recording;

import java.util.Optional;

/**
 * What becomes of a collection from a device.
 *
 * @param word {@code completed}, or the reason of the failure
 * @param saying a part of what people are told
 */
public record Outcome(String word, Optional<String> saying) {
  /** The package is there. */
  public static final String COMPLETED = "completed";
}
