package io.netdepot.config;

import java.nio.file.Path;

/**
 * Work that begins by the clock: settings {@code schedules.*}.
 *
 * @param file {@code schedules.file}, which may be missing; ./config/schedules.yaml beside the
 *     launcher
 */
public record ScheduleSettings(Path file) {}
