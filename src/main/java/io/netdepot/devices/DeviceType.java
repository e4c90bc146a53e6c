package io.netdepot.devices;

import java.util.Locale;
import java.util.Optional;

/**
 * The kinds that clients tell devices apart by.
 *
 * <p>Source: vManage OpenAPI 20.16, {@code /device/action/install/devices/{deviceType}}.
 */
public enum DeviceType {
  VEDGE,
  CONTROLLER,
  VMANAGE;

  /** The word on the wire, such as {@code vedge}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word()} back; empty when it is none. */
  public static Optional<DeviceType> parse(String word) {
    for (DeviceType type : values()) {
      if (type.word().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
