package io.netdepot.config;

import java.time.Duration;

/**
 * What the route files of most platforms read of how packages are made and where they lie.
 *
 * @param generateTimeout {@code generate-timeout}, the longest a switch may take to generate
 * @param commandTimeout {@code command-timeout}, for each other command; 60 s
 * @param directory {@code directory}, the folder on the switch that packages are put into
 * @param namePattern {@code name-pattern}, a regular expression for the whole name of a package
 * @param deleteAfterFetch {@code delete-after-fetch}, whether the file that we had generated is
 *     deleted on the switch once it is stored
 */
public record DumpSettings(
    Duration generateTimeout,
    Duration commandTimeout,
    String directory,
    String namePattern,
    boolean deleteAfterFetch) {}
