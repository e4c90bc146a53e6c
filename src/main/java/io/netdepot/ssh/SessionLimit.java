package io.netdepot.ssh;

import java.time.Duration;

/**
 * The longest that a session may last.
 *
 * @param setting that says so, for people who want another one, such as {@code collect.deadline}
 */
public record SessionLimit(Duration longest, String setting) {}
