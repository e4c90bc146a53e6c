package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.config.Settings;
import io.netdepot.monitor.ScheduleMetrics;
import io.netdepot.operation.Operations;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduledCollections;
import io.netdepot.schedule.ScheduledWork;
import io.netdepot.schedule.Schedules;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.util.Map;

/** What begins by the clock, wired. */
final class Timetable {
  private Timetable() {}

  /**
   * Reads the schedules; nothing begins yet.
   *
   * @param works what does each kind of work but collections
   */
  static Schedules open(
      Settings settings,
      Storage storage,
      Operations operations,
      Map<ScheduleKind, ScheduledWork> works,
      MeterRegistry metrics)
      throws IOException, FileRefusedException {
    ScheduleMetrics counted = new ScheduleMetrics(metrics);
    Schedules schedules =
        new Schedules(
            settings.schedules().file(),
            storage.data().lastGoodSchedules(),
            storage.catalog().schedules(),
            new ScheduledCollections(operations, storage.profiles(), settings.http().address()),
            works,
            storage.ids(),
            storage.clock(),
            counted);
    counted.watch(schedules);
    schedules.load();
    return schedules;
  }
}
