package io.netdepot.nvue;

import java.time.Duration;

/** Told of requests to the REST APIs of switches; thread-safe, and returns at once. */
public interface NvueListener {
  NvueListener NONE = (outcome, took) -> {};

  /** How a request ended. */
  enum Outcome {
    /** It was answered with a success. */
    SUCCESS,
    /** It was answered with an error. */
    ERROR,
    /** No answer came. */
    NO_ANSWER;

    /** The word in metrics, such as {@code no-answer}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** A request has ended. */
  void asked(Outcome outcome, Duration took);
}
