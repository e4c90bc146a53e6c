/** Watching and driving the service: JMX beans, metrics, health checks. */
@NullMarked
package io.netdepot.monitor;

import org.jspecify.annotations.NullMarked;
