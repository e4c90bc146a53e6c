package io.netdepot.config;

import java.time.Duration;

/**
 * How images get onto switches: settings {@code deliver.*}.
 *
 * @param directory {@code deliver.directory}, where images lie on a switch; /host/nos-images
 * @param spare {@code deliver.spare}, the room on the switch that a delivery leaves free; 256 MiB
 * @param deadline {@code deliver.deadline}, the longest a try on one switch may take; 2 h
 * @param fetchTimeout {@code deliver.fetch-timeout}, how long a switch may take to fetch an image
 *     from us; 60 min
 * @param digestTimeout {@code deliver.digest-timeout}, how long a switch may take to hash one; 10
 *     min
 * @param installTimeout {@code deliver.install-timeout}, how long a switch may take to install one,
 *     until it reboots; 30 min
 * @param rebootTimeout {@code deliver.reboot-timeout}, how long it may take to come back; 30 min
 * @param rebootPoll {@code deliver.reboot-poll}, how often it is looked whether it is back; 15 s
 * @param settle {@code deliver.settle}, how long a switch that is back may still say another build;
 *     60 s
 * @param buildPattern {@code deliver.build-pattern}, a regular expression for the whole file name
 *     of an image, whose groups, joined by hyphens, are the build that the switch then says
 */
public record DeliverSettings(
    String directory,
    DataSize spare,
    Duration deadline,
    Duration fetchTimeout,
    Duration digestTimeout,
    Duration installTimeout,
    Duration rebootTimeout,
    Duration rebootPoll,
    Duration settle,
    String buildPattern) {}
