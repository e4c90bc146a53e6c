package io.netdepot.config;

import java.time.Duration;
import java.util.Map;

/** The settings of image delivery: as they are by default, and each of them changed. */
final class DeliverSamples {
  static final DeliverSettings DEFAULTS =
      new DeliverSettings(
          "/host/nos-images",
          DataSize.ofMib(256),
          Duration.ofHours(2),
          Duration.ofMinutes(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          "(nvos)-[^-]+-(.+)\\.bin");

  static final Map<String, String> VALUES =
      Map.of(
          "deliver.directory", "/var/images",
          "deliver.spare", "1 MiB",
          "deliver.deadline", "301 s",
          "deliver.fetch-timeout", "302 s",
          "deliver.digest-timeout", "303 s",
          "deliver.install-timeout", "304 s",
          "deliver.reboot-timeout", "305 s",
          "deliver.reboot-poll", "306 s",
          "deliver.settle", "307 s",
          "deliver.build-pattern", "(.+)\\.img");

  /** What {@link #VALUES} mean. */
  static final DeliverSettings CHANGED =
      new DeliverSettings(
          "/var/images",
          DataSize.ofMib(1),
          Duration.ofSeconds(301),
          Duration.ofSeconds(302),
          Duration.ofSeconds(303),
          Duration.ofSeconds(304),
          Duration.ofSeconds(305),
          Duration.ofSeconds(306),
          Duration.ofSeconds(307),
          "(.+)\\.img");

  private DeliverSamples() {}
}
