package io.netdepot.config;

import java.time.Duration;

/**
 * How long what is kept is kept: settings {@code packages.keep-*}, {@code operations.keep-age},
 * {@code images.keep-age} and {@code audit.keep-age}. Each rule is off at 0, which is the default
 * of all of them.
 *
 * @param packageAge {@code packages.keep-age}
 * @param packagesPerSwitch {@code packages.keep-per-switch}
 * @param packageBytes {@code packages.keep-bytes}
 * @param freeRoom {@code packages.keep-free}, above the room that stays free in any case
 * @param operationAge {@code operations.keep-age}
 * @param imageAge {@code images.keep-age}
 * @param auditAge {@code audit.keep-age}
 */
public record RetentionSettings(
    Duration packageAge,
    int packagesPerSwitch,
    DataSize packageBytes,
    DataSize freeRoom,
    Duration operationAge,
    Duration imageAge,
    Duration auditAge) {}
