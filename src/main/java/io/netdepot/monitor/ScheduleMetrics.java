package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.catalog.ScheduleRun;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduleListener;
import io.netdepot.schedule.Schedules;

/** Counts runs of schedules for Prometheus. */
public final class ScheduleMetrics implements ScheduleListener {
  private final MeterRegistry registry;

  public ScheduleMetrics(MeterRegistry registry) {
    this.registry = registry;
    // What has not happened yet is 0 and not unknown.
    for (ScheduleKind kind : ScheduleKind.values()) {
      for (ScheduleRun.Outcome outcome : ScheduleRun.Outcome.values()) {
        Counter unused = runs(kind, outcome.word());
      }
    }
  }

  /** Registers what can be read at any moment. Called once. */
  public void watch(Schedules schedules) {
    Gauge.builder("netdepot.schedules", schedules, known -> known.loaded().schedules().size())
        .description("Schedules at work")
        .register(registry);
    Gauge.builder(
            "netdepot.schedules.refused", schedules, known -> known.refusal().isPresent() ? 1 : 0)
        .description("1 while the file of schedules is refused and earlier ones go on")
        .register(registry);
  }

  @Override
  public void ran(ScheduleKind kind, String outcome) {
    runs(kind, outcome).increment();
  }

  private Counter runs(ScheduleKind kind, String outcome) {
    return Counter.builder("netdepot.schedule.runs")
        .description(
            "Runs of schedules, by kind and outcome; running is an operation that goes on by itself")
        .tag("kind", kind.word())
        .tag("outcome", outcome)
        .register(registry);
  }
}
