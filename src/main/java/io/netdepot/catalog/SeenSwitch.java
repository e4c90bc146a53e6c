package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A switch that was worked on, or was asked what it is.
 *
 * @param last its newest task that is still recorded
 * @param lastEndedAt when that one ended
 */
public record SeenSwitch(
    SwitchAddress address,
    Optional<DetectedPlatform> detected,
    Optional<Task> last,
    Optional<Instant> lastEndedAt) {}
