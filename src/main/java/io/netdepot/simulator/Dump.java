package io.netdepot.simulator;

import java.nio.file.Path;

/**
 * A package lying on a switch.
 *
 * @param name as the switch shows it; hostile, if a fault says so
 * @param file where its bytes are on this machine
 */
record Dump(String name, Path file) {
  /** The folder of packages on a switch, as NVOS 25.02 lists it. */
  static final String FOLDER = "/host/dump";

  /** The path on the switch. */
  String path() {
    return FOLDER + "/" + name;
  }

  /** Whether this path on the switch means this package; old builds know two folders for one. */
  boolean isAt(String path) {
    return path.equals(path()) || path.equals("/var/dump/" + name);
  }
}
