package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.catalog.Catalog;
import io.netdepot.config.HttpSettings;
import io.netdepot.config.Settings;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.monitor.ScheduleMetrics;
import io.netdepot.operation.Operations;
import io.netdepot.profile.Profiles;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduledCollections;
import io.netdepot.schedule.ScheduledWork;
import io.netdepot.schedule.Schedules;
import io.netdepot.schedule.SchedulesRefusedException;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
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
      DataLayout data,
      Catalog catalog,
      Operations operations,
      Profiles profiles,
      Map<ScheduleKind, ScheduledWork> works,
      MeterRegistry metrics,
      EntityIdSource ids,
      Clock clock)
      throws IOException, SchedulesRefusedException {
    ScheduleMetrics counted = new ScheduleMetrics(metrics);
    Schedules schedules =
        new Schedules(
            settings.schedules().file(),
            data.lastGoodSchedules(),
            catalog.schedules(),
            new ScheduledCollections(operations, profiles, address(settings.http())),
            works,
            ids,
            clock,
            counted);
    counted.watch(schedules);
    schedules.load();
    return schedules;
  }

  private static URI address(HttpSettings http) {
    return http.publicUrl().orElseGet(() -> http.address(http.port()));
  }
}
