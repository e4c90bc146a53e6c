package io.netdepot.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.http.EventStreams;

/** Registers what can be read of the streams of events. */
public final class EventMetrics {
  private EventMetrics() {}

  /** Called once. */
  public static void register(MeterRegistry registry, EventStreams streams) {
    Gauge.builder("netdepot.event.streams", streams, EventStreams::open)
        .description("Clients that follow the events")
        .register(registry);
    FunctionCounter.builder("netdepot.events.sent", streams, EventStreams::sent)
        .description("Events that were sent, to all clients together")
        .register(registry);
    FunctionCounter.builder("netdepot.event.streams.dropped", streams, EventStreams::dropped)
        .description("Clients that were dropped because they did not read their events")
        .register(registry);
  }
}
