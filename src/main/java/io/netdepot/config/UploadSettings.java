package io.netdepot.config;

import java.time.Duration;

/**
 * Uploads of images: settings {@code images.max-size} and {@code images.upload*}.
 *
 * @param maxSize {@code images.max-size}, of one image; 8 GiB
 * @param atOnce {@code images.uploads}, how many are received at one time; 400
 * @param stall {@code images.upload-stall}, the longest time without a byte; 60 s
 * @param minimumRate {@code images.upload-minimum-rate}, bytes a second over each window; 0 asks
 *     for none; 1 KiB
 * @param minimumRateWindow {@code images.upload-minimum-rate-window}; 60 s
 */
public record UploadSettings(
    DataSize maxSize,
    int atOnce,
    Duration stall,
    DataSize minimumRate,
    Duration minimumRateWindow) {}
