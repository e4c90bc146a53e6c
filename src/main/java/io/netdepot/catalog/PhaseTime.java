package io.netdepot.catalog;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a try was in one phase, to the millisecond.
 *
 * @param begunAt when it was first entered
 * @param endedAt when it was last left, or seen while it is not left
 * @param spent less than from the first to the last where other phases came between, as a try lists
 *     the packages of a switch twice
 */
public record PhaseTime(Phase phase, Instant begunAt, Instant endedAt, Duration spent) {}
