package io.netdepot.config;

import java.net.URI;
import java.util.Optional;

/**
 * Traces for OpenTelemetry: settings {@code traces.*}.
 *
 * @param endpoint {@code traces.endpoint}, a receiver of OTLP over HTTP; empty makes no traces
 * @param percent {@code traces.percent}, of how many pieces of work in a hundred; 100
 */
public record TraceSettings(Optional<URI> endpoint, int percent) {}
