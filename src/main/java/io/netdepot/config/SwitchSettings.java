package io.netdepot.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which switch is reached which way: settings {@code switches.*}.
 *
 * @param file {@code switches.file}, which may be missing; ./config/switches.yaml beside the
 *     launcher
 * @param named whether a setting names another one than the usual one; that one has to be there, as
 *     it is a mistyped name otherwise
 * @param detectTimeout {@code switches.detect-timeout}, the longest time of each question to a
 *     switch what it is; 20 s
 */
public record SwitchSettings(Path file, boolean named, Duration detectTimeout) {}
