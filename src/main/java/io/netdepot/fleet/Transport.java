package io.netdepot.fleet;

import java.util.Locale;

/** How the commands of a collection reach a switch. */
public enum Transport {
  /** As commands over SSH. */
  SSH,
  /** As actions of its REST API. */
  REST;

  /** The word in files and in the names of step routes, such as {@code rest}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
