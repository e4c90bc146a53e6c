package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=Expire}: what goes by the rules of retention. */
@Described("The rules of retention: what goes by age, number, size and free disk space")
public interface ExpireMXBean {
  @Described("Whether a run is under way")
  boolean isRunning();

  @Described(
      "How the run of this moment goes, or how the last one went; nothing when there was none")
  List<RunRow> getLastRun();

  @Described("Run the rules now; gives whether a run has begun or was under way already")
  String run();

  @Described(value = "What would go and why, if the rules ran now; nothing goes", looks = true)
  List<LeavingRow> dryRun();

  /**
   * A run.
   *
   * @param endedAt empty while it runs, and when the end of the service cut it short
   * @param gone how many went
   * @param failed how many should have gone and could not
   * @param problem a sentence; empty when all is well
   */
  record RunRow(
      String beganAt, String endedAt, long gone, long bytes, long failed, String problem) {}

  /** Something that would go. */
  record LeavingRow(
      String kind, String id, String name, long bytes, String since, String rule, String why) {}
}
