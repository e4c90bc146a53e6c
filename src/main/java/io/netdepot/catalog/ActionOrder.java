package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operation is to do to the software of devices.
 *
 * @param deviceType the kind of its devices, one of vManage's words, such as {@code vedge}
 * @param user who ordered it
 * @param from the address that it was ordered from
 * @param targets at least one, each another device
 */
public record ActionOrder(
    Action action, String deviceType, String user, String from, List<Target> targets)
    implements Order {

  public ActionOrder {
    targets = List.copyOf(targets);
  }

  @Override
  public OperationKind kind() {
    return OperationKind.ACTION;
  }

  /** The device of a switch of the operation. */
  public Optional<Target> target(SwitchAddress address) {
    return targets.stream().filter(target -> target.address().equals(address)).findFirst();
  }

  /** What is done. */
  public enum Action {
    /** The software is put onto the device, beside what it runs; and booted, when that is asked. */
    INSTALL,
    /** The device boots into software that it has. */
    CHANGE_PARTITION,
    /** The device boots into it from the next time on. */
    DEFAULT_PARTITION,
    /** Software that the device has and does not run is removed. */
    REMOVE_PARTITION,
    /** The device is asked what it has, and nothing is changed. */
    LOOK;

    /** The word in step routes, such as {@code change-partition}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads {@link #word()} back. */
    public static Action of(String word) {
      for (Action action : values()) {
        if (action.word().equals(word)) {
          return action;
        }
      }
      throw new IllegalArgumentException("Unknown action '" + word + "'");
    }
  }

  /**
   * One device, as it was known when it was ordered.
   *
   * @param uuid by which clients name it
   * @param systemIp the other way that clients name it
   * @param hostName for people
   * @param siteId for people
   * @param versions what it is about, as clients call it; one, but of a removal
   * @param image what to put onto it; empty unless software is to be installed
   */
  public record Target(
      SwitchAddress address,
      String uuid,
      String systemIp,
      String hostName,
      String siteId,
      List<String> versions,
      Optional<DeliveryOrder> image) {
    public Target {
      versions = List.copyOf(versions);
    }

    /** The version that it is about; empty of a mere look. */
    public String version() {
      return versions.isEmpty() ? "" : versions.getFirst();
    }
  }
}
