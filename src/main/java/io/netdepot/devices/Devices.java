package io.netdepot.devices;

import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.DeviceState;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.LiveFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the devices of the file of devices, and follows it. Thread-safe. */
public final class Devices implements AutoCloseable {
  private final LiveFile<DeviceList> file;
  private final DeviceCatalog catalog;

  /**
   * Devices whose file is not read yet.
   *
   * @param file may be missing, which means that there are none
   * @param lastGood where to keep it while it is good
   */
  public Devices(Path file, Path lastGood, DeviceCatalog catalog, InstantSource clock) {
    this.file = new LiveFile<>(file, lastGood, "devices", DeviceReader::read, clock);
    this.catalog = catalog;
  }

  /** What is wrong with a file of devices; empty when nothing is. */
  public static List<FileProblem> check(Path file) {
    return LiveFile.check(file, DeviceReader::read);
  }

  /**
   * Reads the file; when it is bad, what it said when it was last good.
   *
   * @throws FileRefusedException when the file is bad and there is no earlier one
   * @throws IOException when the earlier one cannot be read
   */
  public void load() throws FileRefusedException, IOException {
    file.load();
  }

  /** Follows the file from now on. */
  public void start() {
    file.start();
  }

  /** Looks whether the file has changed; for those who cannot wait until it is looked at. */
  void look() {
    file.look();
  }

  /** The devices of a type, in the order of the file. */
  public List<KnownDevice> list(DeviceType type) {
    return list().stream().filter(known -> known.device().type() == type).toList();
  }

  /** Every device, in the order of the file. */
  public List<KnownDevice> list() {
    Map<SwitchAddress, DeviceState> states = catalog.states();
    return file.value().devices().stream()
        .map(device -> new KnownDevice(device, Optional.ofNullable(states.get(device.address()))))
        .toList();
  }

  /** The device of a uuid, in either case. */
  public Optional<KnownDevice> find(String uuid) {
    return file.value().find(uuid).map(this::known);
  }

  /** The only device with a system IP. */
  public Optional<KnownDevice> bySystemIp(String systemIp) {
    return file.value().bySystemIp(systemIp).map(this::known);
  }

  private KnownDevice known(ManagedDevice device) {
    return new KnownDevice(device, catalog.state(device.address()));
  }

  /** Since when the file is at work as it is. */
  public Instant loadedAt() {
    return file.loaded().at();
  }

  /** Whether it is not what the file says, but what it said when it was last good. */
  public boolean isFromLastGood() {
    return file.loaded().lastGood();
  }

  /** Why the file, as it is now, is not used; empty when it is. */
  public Optional<FileRefusal> refusal() {
    return file.refusal();
  }

  public Path file() {
    return file.file();
  }

  @Override
  public void close() {
    file.close();
  }
}
