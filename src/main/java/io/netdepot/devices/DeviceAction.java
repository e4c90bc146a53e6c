package io.netdepot.devices;

import java.util.List;

/**
 * What step routes read as the exchange property {@code action}.
 *
 * @param name such as {@code change-partition}
 * @param version what it is about; empty of a mere look
 * @param versions all that it is about
 * @param boots whether the device shall run the version at the end
 * @param booting whether an earlier try told the device to boot: it is not told so again
 */
public record DeviceAction(
    String name, String version, List<String> versions, boolean boots, boolean booting) {
  /** The name of the exchange property. */
  public static final String PROPERTY = "action";

  public DeviceAction {
    versions = List.copyOf(versions);
  }

  static DeviceAction of(DeviceRun run) {
    return new DeviceAction(
        run.action().word(),
        run.target().version(),
        run.target().versions(),
        run.isToBoot(),
        run.isBooting());
  }
}
