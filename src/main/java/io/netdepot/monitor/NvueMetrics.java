package io.netdepot.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netdepot.nvue.NvueListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts and times the requests to the REST APIs of switches, for Prometheus. */
public final class NvueMetrics implements NvueListener {
  private final Map<Outcome, Timer> requests = new EnumMap<>(Outcome.class);

  public NvueMetrics(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      requests.put(
          outcome,
          Timer.builder("netdepot.nvue.requests")
              .description("Requests to the REST APIs of switches, by how they ended")
              .tag("outcome", outcome.word())
              .register(registry));
    }
  }

  @Override
  public void asked(Outcome outcome, Duration took) {
    Timer timer = requests.get(outcome);
    if (timer != null) {
      timer.record(took);
    }
  }
}
