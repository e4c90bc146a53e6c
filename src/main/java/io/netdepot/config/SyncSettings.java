package io.netdepot.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How images come from remote repositories and from the inbox: settings {@code images.*}.
 *
 * @param mirror {@code images.mirror}, when a remote image is fetched; on-add
 * @param onChange {@code images.on-change}, what becomes of an image whose remote file has changed;
 *     keep
 * @param every {@code images.sync-every}, how often a remote image is looked at again; 0 is never;
 *     24 h
 * @param coolDown {@code images.cool-down}, how long a source that failed is left alone, doubled
 *     for each further failure in a row, up to a day; 5 min
 * @param allow {@code images.allow}, which hosts and addresses are reached; any
 * @param fetches {@code images.fetches}, files being fetched at one time; 4
 * @param connectTimeout {@code images.fetch-connect-timeout}; 30 s
 * @param stall {@code images.fetch-stall}, no byte for so long while bytes should flow; 60 s
 * @param minimumRate {@code images.fetch-minimum-rate}, bytes per second a fetch must reach over
 *     the window; 16 KiB
 * @param minimumRateWindow {@code images.fetch-minimum-rate-window}; 60 s
 * @param deadline {@code images.fetch-deadline}, the longest one fetch may take with all its tries;
 *     12 h
 * @param tries {@code images.fetch-tries}, in a row without progress, within one fetch; 5
 * @param retryDelay {@code images.fetch-retry-delay}, before the second try, doubled for each
 *     further one, up to a minute; 2 s
 * @param inbox {@code images.inbox}, whether files in the inbox are taken; false
 * @param inboxDirectory {@code images.inbox-directory}; ./inbox
 * @param inboxSettle {@code images.inbox-settle}, how long a file must not have changed; 10 s
 */
public record SyncSettings(
    Mirror mirror,
    OnChange onChange,
    Duration every,
    Duration coolDown,
    AllowedSources allow,
    int fetches,
    Duration connectTimeout,
    Duration stall,
    DataSize minimumRate,
    Duration minimumRateWindow,
    Duration deadline,
    int tries,
    Duration retryDelay,
    boolean inbox,
    Path inboxDirectory,
    Duration inboxSettle) {

  /** When a remote image is fetched. */
  public enum Mirror {
    /** As soon as it is added, and then on the schedule. */
    ON_ADD,
    /** When somebody first wants to download it, and then on the schedule. */
    ON_DEMAND,
    /** Never by itself; only when it is asked for on the own API. */
    OFF
  }

  /** What becomes of a mirrored image whose remote file has other content under the same name. */
  public enum OnChange {
    /** The old content stays served, and the record says that there is another. */
    KEEP,
    REPLACE
  }
}
