package io.netdepot.config;

import java.time.Duration;

/**
 * How the REST API of switches (NVUE) is used: settings {@code nvue.*}.
 *
 * @param port {@code nvue.port}, of the switches for which the file of switches says no other; 443
 * @param requestTimeout {@code nvue.request-timeout}, the longest one answer may take, with its
 *     body; 30 s
 * @param pollFirst {@code nvue.poll-first}, how soon a job is asked for the first time; the span
 *     grows by half each time; 2 s
 * @param pollLongest {@code nvue.poll-longest}, up to so much; 20 s
 * @param pushGrace {@code nvue.push-grace}, how long a pushed file may still come when the switch
 *     says that it has sent it; 30 s
 * @param maxAnswer {@code nvue.max-answer}, the longest answer that is read; 1 MiB
 */
public record NvueSettings(
    int port,
    Duration requestTimeout,
    Duration pollFirst,
    Duration pollLongest,
    Duration pushGrace,
    DataSize maxAnswer) {}
