package io.netdepot.simulator;

/**
 * How generate prints the package it made. Sources: NVOS user manual 25.02.4282 and newer builds.
 */
public enum NameStyle {
  /** {@code /host/dump/nvos_dump_….tar.gz}. */
  FULL_PATH("/host/dump/"),
  /** {@code /var/dump/nvos_dump_….tar.gz}, although the listing says {@code /host/dump/}. */
  OLD_PATH("/var/dump/"),
  /** {@code nvos_dump_….tar.gz}. */
  BASE_NAME("");

  private final String prefix;

  NameStyle(String prefix) {
    this.prefix = prefix;
  }

  String print(String name) {
    return prefix + name;
  }
}
