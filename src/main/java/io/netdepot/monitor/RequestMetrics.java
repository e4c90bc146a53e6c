package io.netdepot.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netdepot.http.RequestListener;
import io.netdepot.http.Transfers;
import java.time.Duration;
import java.util.Set;

/** Measures requests for Prometheus, by API, method and status; no path and no name is a label. */
public final class RequestMetrics implements RequestListener {
  /** A client may send any word as a method. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;

  public RequestMetrics(MeterRegistry registry, Transfers transfers) {
    this.registry = registry;
    Gauge.builder("netdepot.http.transfers.running", transfers, Transfers::running)
        .description("Downloads and uploads under way")
        .register(registry);
  }

  @Override
  public void ended(String api, String method, int status, Duration took) {
    Timer.builder("netdepot.http.requests")
        .description("Requests, with the time until their answer was sent, bytes of files included")
        .serviceLevelObjectives(BUCKETS)
        .tag("api", api.isEmpty() ? "none" : api)
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }
}
