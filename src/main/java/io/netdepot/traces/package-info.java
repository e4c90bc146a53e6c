/** Traces of the workflow for OpenTelemetry, where a setting asks for them. */
@NullMarked
package io.netdepot.traces;

import org.jspecify.annotations.NullMarked;
