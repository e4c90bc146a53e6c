package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;

/**
 * What a fetch may do, beside what the settings allow.
 *
 * @param timeout from the request to the last byte
 */
public record FetchLimits(Phase phase, Duration timeout) {}
