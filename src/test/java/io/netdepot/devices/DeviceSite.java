package io.netdepot.devices;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.delivery.BuildNames;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.images.Images;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.operation.WorkSignal;
import io.netdepot.profile.Profiles;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretBox;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;

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
  private final Catalog catalog;
  private final InstantSource clock;
  private final EntityIdSource ids;
  private final Operations operations;
  private final Devices devices;

  public DeviceSite(Path folder, Catalog catalog, InstantSource clock) {
    file = folder.resolve("devices.yaml");
    this.catalog = catalog;
    this.clock = clock;
    ids = new EntityIdSource(clock, new Random(1));
    operations =
        new Operations(
            catalog, ids, clock, new LiveTasks(clock), new WorkSignal(), OperationListener.NONE);
    catalog
        .profiles()
        .add(new Profile(ids.next(), "Default", "admin", new SealedSecret(new byte[] {1}), true));
    devices = new Devices(file, folder.resolve("devices.good"), catalog.devices(), clock);
    write("devices: []\n");
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

  /** Where actions on them are ordered; nobody does them. */
  public DeviceOrders orders(Images images) {
    return new DeviceOrders(
        operations,
        devices,
        images,
        new Profiles(
            catalog.profiles(),
            new SecretBox(new SecretKeySpec(new byte[32], "AES"), "profile"),
            ids),
        new BuildNames("(nvos)-[^-]+-(.+)\\.bin"),
        ids);
  }

  /** What asks new devices; nobody answers. */
  FirstLooks looks(Images images, Duration retry) {
    return new FirstLooks(
        devices,
        orders(images),
        new DeviceLog(catalog.devices(), clock),
        operations,
        retry,
        URI.create("http://127.0.0.1:8080/"),
        clock);
  }

  /** An operation that collects, and no action. */
  public EntityId collection(String address) {
    Submitted submitted =
        operations.submit(
            new CollectRequest(
                Optional.empty(),
                List.of(new SwitchChoice(SwitchAddress.of(address), Optional.empty())),
                new RecordedRequest("post", "http://localhost/", "{}")));
    return ((Submitted.Accepted) submitted).operationId();
  }

  public Operations operations() {
    return operations;
  }

  public Devices devices() {
    return devices;
  }
}
