package io.netdepot.traces;

import io.netdepot.config.TraceSettings;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.routes.StepListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * Sends a trace of each piece of work, a span a step, to a receiver of OTLP over HTTP. A span has
 * the ids of the operation and of the task, and why it failed as a code: what an address or a name
 * is for stays in the log. Thread-safe; nothing of the work waits for the receiver.
 */
public final class Traces implements StepListener, AutoCloseable {
  private static final String CURRENT = "netdepotSpan";
  private static final Duration EXPORT_WITHIN = Duration.ofSeconds(10);
  private static final Duration LAST_EXPORT = Duration.ofSeconds(3);

  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("netdepot.operation.id");
  private static final AttributeKey<String> TASK = AttributeKey.stringKey("netdepot.task.id");
  private static final AttributeKey<String> PLATFORM = AttributeKey.stringKey("netdepot.platform");
  private static final AttributeKey<Long> TRY = AttributeKey.longKey("netdepot.try");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("netdepot.reason");
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** Sends to this receiver. */
  private Traces(URI endpoint, int percent) {
    this.provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(Attributes.of(SERVICE, "netdepot")))
            .setSampler(Sampler.traceIdRatioBased(percent / 100.0))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        new ToldExporter(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint.toString())
                                .setConnectTimeout(EXPORT_WITHIN)
                                .setTimeout(EXPORT_WITHIN)
                                .build(),
                            endpoint))
                    .setExporterTimeout(EXPORT_WITHIN)
                    .build())
            .build();
    this.tracer = provider.get("io.netdepot");
  }

  /** Traces as the settings ask for them; empty when they do not, and nothing is loaded then. */
  public static Optional<Traces> of(TraceSettings settings) {
    return settings.endpoint().map(endpoint -> new Traces(endpoint, settings.percent()));
  }

  @Override
  public Step begin(String seam, Exchange exchange) {
    Optional<Span> outer = Optional.ofNullable(exchange.getProperty(CURRENT, Span.class));
    Context parent = outer.map(span -> Context.root().with(span)).orElseGet(Context::root);
    SpanBuilder builder = tracer.spanBuilder(seam).setParent(parent);
    Optional.ofNullable(exchange.getProperty(SwitchTask.PROPERTY, SwitchTask.class))
        .ifPresent(task -> describe(builder, task));
    Span span = builder.startSpan();
    exchange.setProperty(CURRENT, span);
    return ended -> {
      Optional.ofNullable(ended.getException()).ifPresent(failure -> failed(span, failure));
      outer.ifPresentOrElse(
          before -> ended.setProperty(CURRENT, before), () -> ended.removeProperty(CURRENT));
      span.end();
    };
  }

  private static void describe(SpanBuilder builder, SwitchTask task) {
    builder
        .setAttribute(OPERATION, task.operationId().value())
        .setAttribute(TASK, task.taskId().value())
        .setAttribute(PLATFORM, task.platform())
        .setAttribute(TRY, Long.valueOf(task.attempt()));
  }

  // Never a message: it may name an address, a file or what a switch printed.
  private static void failed(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(
        REASON,
        failure instanceof SwitchFailure known
            ? known.failure().reason().code()
            : failure.getClass().getSimpleName());
  }

  /** Sends what there is still to send, but not for long. */
  @Override
  public void close() {
    provider.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
