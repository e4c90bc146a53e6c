package io.netdepot.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.routes.LiveRoutes;

/** Registers what can be read of the step routes at any moment. */
public final class RouteMetrics {
  private RouteMetrics() {}

  /** Called once, when the routes are there. */
  public static void register(MeterRegistry registry, LiveRoutes routes) {
    FunctionCounter.builder("netdepot.routes.loads", routes, LiveRoutes::loads)
        .description("Sets of step routes that were put to work")
        .register(registry);
    FunctionCounter.builder("netdepot.routes.refusals", routes, LiveRoutes::refusals)
        .description("Sets of step routes that were refused")
        .register(registry);
    Gauge.builder("netdepot.routes.refused", routes, all -> all.lastRefusal().isPresent() ? 1 : 0)
        .description("1 while the files in the folder of the step routes are not those at work")
        .register(registry);
    Gauge.builder("netdepot.routes.generations", routes, all -> all.generations().size())
        .description("Sets of step routes at work; more than one while old work ends")
        .register(registry);
  }
}
