package io.netdepot.config;

import java.time.Duration;

/**
 * Uploads of images: settings {@code images.max-size} and {@code images.upload*}.
 *
 * @param maxSize {@code images.max-size}, of one image; 8 GiB
 * @param atOnce {@code images.uploads}, how many are received at one time; 400
 * @param stall {@code images.upload-stall}, the longest time without a byte, at most {@link
 *     #LONGEST_STALL}; 60 s
 * @param minimumRate {@code images.upload-minimum-rate}, bytes a second over each window; 0 asks
 *     for none; 1 KiB
 * @param minimumRateWindow {@code images.upload-minimum-rate-window}; 60 s
 */
public record UploadSettings(
    DataSize maxSize,
    int atOnce,
    Duration stall,
    DataSize minimumRate,
    Duration minimumRateWindow) {

  /**
   * A connection on which nothing moves for 2 min is closed without an answer; an upload has to be
   * refused before, or its client is never told why.
   */
  public static final Duration LONGEST_STALL = Duration.ofSeconds(100);
}
