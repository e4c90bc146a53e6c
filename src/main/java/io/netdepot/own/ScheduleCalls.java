package io.netdepot.own;

import io.netdepot.catalog.ScheduleRun;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.schedule.CollectionPlan;
import io.netdepot.schedule.Schedule;
import io.netdepot.schedule.ScheduleBegin;
import io.netdepot.schedule.ScheduleView;
import io.netdepot.schedule.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /schedules}: what begins by the clock, when, and how it went; begin it now. */
public final class ScheduleCalls implements OwnPart {
  private static final int RUNS = 20;

  private final Schedules schedules;

  public ScheduleCalls(Schedules schedules) {
    this.schedules = schedules;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listSchedules", this::list, "getSchedule", this::get, "runSchedule", this::run);
  }

  private Reply list(Call call) {
    return Reply.json(
        new Wire(
            schedules.file().toString(),
            schedules.loaded().at().toString(),
            schedules.loaded().lastGood(),
            schedules.list().stream().map(One::of).toList(),
            schedules.refusal().map(RefusalWire::of).orElse(null)));
  }

  private Reply get(Call call) {
    String name = call.path("name");
    ScheduleView view = schedules.find(name).orElseThrow(() -> notFound(name));
    return Reply.json(
        new Detailed(One.of(view), schedules.runs(name, RUNS).stream().map(Run::of).toList()));
  }

  private Reply run(Call call) {
    String name = call.path("name");
    return switch (schedules.runNow(name)) {
      case ScheduleBegin.Begun(var run) -> Reply.json(202, Run.of(run));
      case ScheduleBegin.Refused(var why) -> throw ApiProblem.of(409, why);
      case ScheduleBegin.NotFound() -> throw notFound(name);
    };
  }

  private static ApiProblem notFound(String name) {
    return ApiProblem.of(404, "There is no schedule named '" + name + "'");
  }

  private record Wire(
      String file,
      String loadedAt,
      boolean lastGood,
      List<One> schedules,
      @Nullable RefusalWire refusal) {}

  private record Detailed(One schedule, List<Run> runs) {}

  private record One(
      String name,
      String kind,
      String cron,
      String timeZone,
      String missed,
      @Nullable Integer switches,
      @Nullable String profile,
      @Nullable Integer perMinute,
      List<String> next,
      @Nullable Run lastRun) {

    static One of(ScheduleView view) {
      Schedule schedule = view.schedule();
      Optional<CollectionPlan> plan = schedule.collection();
      return new One(
          schedule.name(),
          schedule.kind().word(),
          schedule.cron().text(),
          schedule.cron().zone().getId(),
          schedule.runMissed() ? "run" : "skip",
          plan.map(one -> one.switches().size()).orElse(null),
          plan.flatMap(CollectionPlan::profile).orElse(null),
          plan.map(CollectionPlan::perMinute).filter(number -> number > 0).orElse(null),
          view.next().stream().map(Instant::toString).toList(),
          view.lastRun().map(Run::of).orElse(null));
    }
  }

  private record Run(
      String id,
      @Nullable String dueAt,
      String begunAt,
      @Nullable String endedAt,
      String outcome,
      @Nullable String details,
      @Nullable String operationId) {

    static Run of(ScheduleRun run) {
      return new Run(
          run.id().value(),
          run.dueAt().map(Instant::toString).orElse(null),
          run.begunAt().toString(),
          run.endedAt().map(Instant::toString).orElse(null),
          run.outcome().word(),
          Optional.of(run.details()).filter(text -> !text.isEmpty()).orElse(null),
          // A run that failed has begun no operation, though it had an id for one.
          run.operation()
              .filter(id -> run.outcome() != ScheduleRun.Outcome.FAILED)
              .map(EntityId::value)
              .orElse(null));
    }
  }
}
