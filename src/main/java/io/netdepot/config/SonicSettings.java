package io.netdepot.config;

import java.time.Duration;

/**
 * What the route file of SONiC reads: settings {@code sonic.*}.
 *
 * @param since {@code sonic.since}, how far back the logs go, as the switch's {@code date -d} reads
 *     it; empty means all
 * @param busyTries {@code sonic.busy-tries}, how often a switch that makes a package for somebody
 *     else is asked; 10
 * @param busyWait {@code sonic.busy-wait}, the time between; 30 s
 * @param dumps the rest
 */
public record SonicSettings(String since, int busyTries, Duration busyWait, DumpSettings dumps) {}
