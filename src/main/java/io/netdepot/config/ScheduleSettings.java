package io.netdepot.config;

import java.nio.file.Path;

/**
 * Work that begins by the clock: settings {@code schedules.*}.
 *
 * @param file {@code schedules.file}, which may be missing; ./config/schedules.yaml beside the
 *     launcher
 * @param named whether a setting names another one than the usual one; that one has to be there, as
 *     it is a mistyped name otherwise
 */
public record ScheduleSettings(Path file, boolean named) {}
