package io.netdepot.config;

import java.time.Duration;

/**
 * What the route file of NVOS switches ({@code routes/platforms/nvos.camel.yaml}) reads: settings
 * {@code nvos.*}.
 *
 * @param since {@code nvos.since}, how far back the logs in a dump go, in the words of the switch's
 *     own command; empty means all
 * @param generateTimeout {@code nvos.generate-timeout}, the longest a switch may take to generate;
 *     30 min
 * @param commandTimeout {@code nvos.command-timeout}, for each other command; 60 s
 * @param deleteAfterFetch {@code nvos.delete-after-fetch}, whether the file that we had generated
 *     is deleted on the switch once it is stored; true
 * @param namePattern {@code nvos.name-pattern}, a regular expression that finds the file's name in
 *     the output
 */
public record NvosSettings(
    String since,
    Duration generateTimeout,
    Duration commandTimeout,
    boolean deleteAfterFetch,
    String namePattern) {}
