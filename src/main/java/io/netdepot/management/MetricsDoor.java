package io.netdepot.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.management.OpenDoor.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Prometheus metrics in the text format 0.0.4. */
public final class MetricsDoor implements Door {
  static final String PATH = "/observe/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry metrics;
  // Some gauges ask the catalog.
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("metrics-", 0).factory());

  public MetricsDoor(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void install(Router router) {
    new OpenDoor(PATH, () -> CompletableFuture.supplyAsync(this::scrape, threads)).install(router);
  }

  private Answer scrape() {
    return new Answer(200, TEXT, Buffer.buffer(metrics.scrape(TEXT)));
  }
}
