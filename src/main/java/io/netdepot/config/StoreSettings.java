package io.netdepot.config;

import java.nio.file.Path;

/**
 * What is kept: settings {@code data} and {@code store.*}.
 *
 * @param data {@code data}, the one directory of everything that must survive; ./data
 * @param freeBytes {@code store.free-bytes} and
 * @param freePercent {@code store.free-percent}: the room that stays free on the disk is the
 *     smaller of the two; 5 GiB, 5
 */
public record StoreSettings(Path data, DataSize freeBytes, int freePercent) {}
