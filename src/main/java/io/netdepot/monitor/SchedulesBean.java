package io.netdepot.monitor;

import io.netdepot.catalog.ScheduleRun;
import io.netdepot.schedule.ScheduleBegin;
import io.netdepot.schedule.ScheduleView;
import io.netdepot.schedule.Schedules;
import io.netdepot.yaml.FileRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedules as JMX shows them. Thread-safe. */
public final class SchedulesBean implements SchedulesMXBean {
  private static final Logger log = LoggerFactory.getLogger(SchedulesBean.class);

  private final Schedules schedules;

  public SchedulesBean(Schedules schedules) {
    this.schedules = schedules;
  }

  @Override
  public String getFile() {
    return schedules.file().toString();
  }

  @Override
  public List<ScheduleRow> getSchedules() {
    return schedules.list().stream().map(SchedulesBean::row).toList();
  }

  @Override
  public String getLastReloadError() {
    return schedules.refusal().map(FileRefusal::text).orElse("");
  }

  @Override
  public String run(@Nullable String given) {
    String name = GivenText.required(given, "the name of a schedule");
    return switch (schedules.runNow(name)) {
      case ScheduleBegin.Begun begun -> {
        log.info("The schedule {} was begun over JMX", name);
        yield "The work has begun";
      }
      case ScheduleBegin.Refused(var why) -> why;
      case ScheduleBegin.NotFound notFound ->
          throw new IllegalArgumentException(
              "There is no schedule of this name; Schedules lists those there are");
    };
  }

  private static ScheduleRow row(ScheduleView view) {
    return new ScheduleRow(
        view.schedule().name(),
        view.schedule().kind().word(),
        view.next().isEmpty() ? "" : view.next().getFirst().toString(),
        view.lastRun().map(run -> run.begunAt().toString()).orElse(""),
        view.lastRun().map(run -> run.outcome().word()).orElse(""),
        view.lastRun().map(ScheduleRun::details).orElse(""));
  }
}
