package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.ImageId;
import java.util.List;
import java.util.function.Function;

/**
 * A request to act on devices, as a client of the vManage API makes it.
 *
 * @param deviceType what its devices are to be
 * @param devices at least one
 * @param software what to install; empty of other actions
 * @param reboot whether devices shall also boot what is installed
 * @param user who orders it
 * @param from the address that it is ordered from
 * @param link where devices fetch an image, up to its file name
 * @param recorded the request as its clients will see it again
 */
public record DeviceRequest(
    ActionOrder.Action action,
    DeviceType deviceType,
    List<Named> devices,
    List<Wanted> software,
    boolean reboot,
    String user,
    String from,
    Function<ImageId, String> link,
    RecordedRequest recorded) {

  public DeviceRequest {
    devices = List.copyOf(devices);
    software = List.copyOf(software);
  }

  /**
   * A device as a client names it.
   *
   * @param uuid or empty
   * @param systemIp or empty
   * @param versions what is to be done with; empty of an installation
   */
  public record Named(String uuid, String systemIp, List<String> versions) {
    public Named {
      versions = List.copyOf(versions);
    }

    /** Its name, for people. */
    public String shown() {
      return uuid.isEmpty() ? systemIp : uuid;
    }
  }

  /**
   * Software as a client names it.
   *
   * @param version a version, or the id of an image
   * @param family what it is for; empty for any
   */
  public record Wanted(String version, String family) {}
}
