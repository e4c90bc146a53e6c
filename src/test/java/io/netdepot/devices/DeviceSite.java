package io.netdepot.devices;

import io.netdepot.catalog.Catalog;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** A file of devices and what is read from it, for tests; no device behind it. */
public final class DeviceSite {
  /** A device of each type. */
  public static final String THREE =
      """
      devices:
        - address: 10.20.0.11
          uuid: C8K-1b2f876a-33
          system-ip: 172.16.255.14
          host-name: edge-1
          model: vedge-cloud
          family: vedge-x86
          os: next
          site-id: "100"
        - address: smart.example
          type: controller
          system-ip: 172.16.255.15
        - address: 10.20.0.13
          type: vmanage
      """;

  private final Path file;
  private final Devices devices;

  public DeviceSite(Path folder, Catalog catalog, InstantSource clock) {
    file = folder.resolve("devices.yaml");
    devices = new Devices(file, folder.resolve("devices.good"), catalog.devices(), clock);
    write("");
    try {
      devices.load();
    } catch (FileRefusedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a file in place of the one there is; at work when this returns, if it is good. */
  public void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    devices.look();
    devices.look();
  }

  public Devices devices() {
    return devices;
  }
}
