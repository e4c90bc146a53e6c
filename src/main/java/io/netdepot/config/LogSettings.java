package io.netdepot.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file for the log, beside standard error: settings {@code log.*}.
 *
 * @param file {@code log.file}; empty writes none
 * @param fileSize {@code log.file-size}, at which a file is closed and compressed; 100 MiB
 * @param days {@code log.days}, how long closed files are kept; 14
 */
public record LogSettings(Optional<Path> file, DataSize fileSize, int days) {}
