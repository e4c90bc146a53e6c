package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=Scrub}: the reading again of what is stored. */
@Described("The scrub, which reads stored files again and marks those that are damaged")
public interface ScrubMXBean {
  @Described("Whether a scrub is under way")
  boolean isRunning();

  @Described(
      "How far the scrub of this moment is, or how the last one went; nothing when there was none")
  List<RunRow> getLastRun();

  @Described("The stored files that were found damaged or unreadable and have not been stored anew")
  List<FoundRow> getNotVerified();

  @Described("Begin a scrub now, or go on with one that was cut short; gives whether it has begun")
  String run();

  /**
   * A scrub.
   *
   * @param endedAt empty while it is to be gone on with
   */
  record RunRow(
      String beganAt,
      String endedAt,
      long totalBlobs,
      long blobs,
      long bytes,
      long damaged,
      long unreadable) {}

  /** A stored file that is not as it should be. */
  record FoundRow(String sha256, String outcome, String checkedAt, String why) {}
}
