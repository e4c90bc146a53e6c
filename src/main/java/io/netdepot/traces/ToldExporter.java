package io.netdepot.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log once that traces do not arrive, and once that they do again. The library would say
 * it again and again; the configuration of the log keeps that out. Thread-safe.
 */
final class ToldExporter implements SpanExporter {
  private static final Logger log = LoggerFactory.getLogger(ToldExporter.class);

  private final SpanExporter exporter;
  private final URI endpoint;
  private final AtomicBoolean failing = new AtomicBoolean();

  ToldExporter(SpanExporter exporter, URI endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(() -> tell(result.isSuccess()));
    return result;
  }

  private void tell(boolean success) {
    if (success && failing.compareAndSet(true, false)) {
      log.info("Traces arrive at {} again", endpoint);
    } else if (!success && failing.compareAndSet(false, true)) {
      log.warn(
          "Traces do not arrive at {} and are dropped until they do; look whether a receiver of"
              + " OTLP over HTTP listens there, or correct traces.endpoint",
          endpoint);
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
