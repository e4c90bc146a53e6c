package io.netdepot.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netdepot.routes.StepListener;
import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * Measures every step of the workflow, whatever generation of the routes it runs on. The label is
 * the name of a seam in a route file, of which there are few.
 */
public final class StepMetrics implements StepListener {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofMinutes(30)
  };

  private final MeterRegistry registry;

  public StepMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Step begin(String seam, Exchange exchange) {
    Timer.Sample begun = Timer.start(registry);
    return ended ->
        begun.stop(
            Timer.builder("netdepot.step")
                .description("How long the steps of the workflow take, by seam and outcome")
                .serviceLevelObjectives(BUCKETS)
                .tag("step", seam)
                .tag("outcome", ended.getException() == null ? "done" : "failed")
                .register(registry));
  }
}
