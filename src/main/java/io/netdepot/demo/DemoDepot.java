package io.netdepot.demo;

import java.net.URI;
import java.nio.file.Path;

/**
 * The service that the tour visits.
 *
 * @param password of {@code rw-user}; random, and gone with the demo
 * @param folder a folder of the demo's own, gone with it
 */
public record DemoDepot(URI address, String password, Path folder) {
  static final String USER = "rw-user";

  @Override
  public String toString() {
    return "DemoDepot[" + address + "]";
  }
}
