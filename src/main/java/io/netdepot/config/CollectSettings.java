package io.netdepot.config;

import java.time.Duration;

/**
 * A collection and its limits: settings {@code collect.*}.
 *
 * @param platform {@code collect.platform}, the route file that collects, when the file of switches
 *     does not say; {@code auto} asks each switch once; auto
 * @param deadline {@code collect.deadline}, the longest a try on one switch may take; 35 min
 * @param commandTimeout {@code collect.command-timeout}, of the commands that are the same on all
 *     switches that run Linux; 60 s
 * @param stall {@code collect.stall}, no byte for so long while bytes should flow; 10 min
 * @param minimumRate {@code collect.minimum-rate}, bytes per second a transfer must reach over the
 *     window; 1 KiB
 * @param minimumRateWindow {@code collect.minimum-rate-window}; 60 s
 * @param tries {@code collect.tries}, in all, a killed service's included; 3
 * @param retryDelay {@code collect.retry-delay}, before the second try, doubled for each further
 *     one; 5 s
 * @param stopTimeout {@code collect.stop-timeout}, how long running fetches may go on after
 *     SIGTERM; 30 s
 * @param maxPackage {@code collect.max-package}, the largest package; 4 GiB
 * @param maxUnpacked {@code collect.max-unpacked}, the most bytes an archive may unpack to; 64 GiB
 * @param maxEntries {@code collect.max-entries}, the most entries an archive may hold; 1,000,000
 * @param checks {@code collect.checks}, archives checked at one time; 0 means one for each core; 0
 */
public record CollectSettings(
    String platform,
    Duration deadline,
    Duration commandTimeout,
    Duration stall,
    DataSize minimumRate,
    Duration minimumRateWindow,
    int tries,
    Duration retryDelay,
    Duration stopTimeout,
    DataSize maxPackage,
    DataSize maxUnpacked,
    long maxEntries,
    int checks) {

  /** The archives that may be checked at one time on this machine. */
  public int checkPermits() {
    return checks > 0 ? checks : Runtime.getRuntime().availableProcessors();
  }
}
