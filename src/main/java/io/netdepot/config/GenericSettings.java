package io.netdepot.config;

import java.time.Duration;

/**
 * What the route file for any switch with a shell reads: settings {@code generic.*}.
 *
 * @param command {@code generic.command}, which makes a package and prints its name; empty until
 *     somebody uses the platform
 * @param namePattern {@code generic.name-pattern}, a regular expression for the whole name
 * @param fetchPath {@code generic.fetch-path}, where it lies, with {@code {file}} for the name
 * @param deleteCommand {@code generic.delete-command}, with {@code {dump}} for the whole path or
 *     {@code {file}} for the name; empty leaves packages where they are
 * @param generateTimeout {@code generic.generate-timeout}; 30 min
 * @param commandTimeout {@code generic.command-timeout}; 60 s
 */
public record GenericSettings(
    String command,
    String namePattern,
    String fetchPath,
    String deleteCommand,
    Duration generateTimeout,
    Duration commandTimeout) {}
