package io.netdepot.fleet;

import java.util.Locale;

/** Where a task is in its work on one switch; the order is the usual one. */
public enum Phase {
  /** Accepted, not yet picked up, or waiting for its next try. */
  WAITING("Waiting"),
  CONNECT("Connecting to"),
  LIST("Listing the packages of"),
  GENERATE("Generating on"),
  FETCH("Fetching from"),
  CHECK("Checking the archive of"),
  PUBLISH("Storing the package of"),
  CLEAN("Cleaning up on"),
  /** Looking whether there is room for an image, or whether it is there already. */
  PREPARE("Looking at"),
  /** The bytes of an image get onto the switch. */
  DELIVER("Delivering to"),
  COMPARE("Comparing the image on"),
  INSTALL("Installing on"),
  /** Waiting for a switch to come back with another build. */
  REBOOT("Waiting for the reboot of"),
  DONE("Done with");

  private final String doing;

  Phase(String doing) {
    this.doing = doing;
  }

  /** The name in route files and details, such as {@code generate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The beginning of a sentence for people, to be followed by the switch's address. */
  public String doing() {
    return doing;
  }

  /** Reads {@link #word()} back. */
  public static Phase of(String word) {
    for (Phase phase : values()) {
      if (phase.word().equals(word)) {
        return phase;
      }
    }
    throw new IllegalArgumentException(
        "Unknown phase '"
            + word
            + "'; use one of connect, list, generate, fetch, check, publish, clean, prepare, deliver,"
            + " compare, install, reboot");
  }
}
