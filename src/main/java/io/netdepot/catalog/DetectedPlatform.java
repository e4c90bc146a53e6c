package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;

/**
 * What a switch said it is.
 *
 * @param platform the name of its route file, such as {@code nvos}
 * @param evidence the words of the switch that told it; printable
 */
public record DetectedPlatform(
    SwitchAddress address, String platform, String evidence, Instant detectedAt) {}
