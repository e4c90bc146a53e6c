package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=Schedules}: work that begins by the clock. */
@Described("Schedules, by which collections, syncs, expiry and scrubs begin")
public interface SchedulesMXBean {
  @Described("The file of the schedules")
  String getFile();

  @Described("The schedules at work, with their next times and their last runs")
  List<ScheduleRow> getSchedules();

  @Described("Why the file is refused, a line each with line and reason; empty while it is at work")
  String getLastReloadError();

  @Described("Begin the work of a schedule now, whatever its next time is")
  String run(@Described("the name of the schedule") String name);

  /**
   * A schedule.
   *
   * @param next its next time, RFC 3339, as the other time; empty when there is none
   * @param lastBegunAt empty when it has never run
   */
  record ScheduleRow(
      String name,
      String kind,
      String next,
      String lastBegunAt,
      String lastOutcome,
      String lastDetails) {}
}
