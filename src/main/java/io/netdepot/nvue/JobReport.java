package io.netdepot.nvue;

import java.util.OptionalDouble;

/**
 * What the REST API says about a job.
 *
 * @param starting whether its state is the first one, {@code start}
 * @param type of the job, which most releases leave empty
 * @param httpStatus inside the report, which may be an error although the answer was none; 0 when
 *     it is not there
 * @param said the texts of status and detail
 * @param trouble what went wrong, for people
 */
record JobReport(
    State state,
    boolean starting,
    String type,
    OptionalDouble percentage,
    int httpStatus,
    String said,
    String trouble) {

  /** Whether a job has ended, and how. */
  enum State {
    PENDING,
    DONE,
    FAILED
  }

  /** Whether the report itself is of an error. */
  boolean isBad() {
    return httpStatus >= 400;
  }

  /**
   * Whether a job with the same number is another one: the switch was rebooted in between and
   * counts from 1 again.
   */
  boolean isOfAnother(JobReport earlier) {
    return (starting && !earlier.starting)
        || (!type.isEmpty() && !earlier.type.isEmpty() && !type.equals(earlier.type));
  }
}
