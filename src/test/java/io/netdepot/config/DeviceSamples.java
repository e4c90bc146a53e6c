package io.netdepot.config;

import io.netdepot.config.DeviceSettings.SoftwareCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The settings of devices: as they are by default, and each of them changed. */
final class DeviceSamples {
  static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("devices.file", "edges.yaml"),
          Map.entry("devices.look-retry", "7 min"),
          Map.entry("nvos.reboot-command", "sudo reboot"),
          Map.entry("nvos.boot-next-command", "nv action boot-next system image other"),
          Map.entry("iosxe.software-copy", "iosxe copy"),
          Map.entry("iosxe.software-show", "iosxe show"),
          Map.entry("iosxe.software-install", "iosxe install"),
          Map.entry("iosxe.software-activate", "iosxe activate"),
          Map.entry("iosxe.software-default", "iosxe default"),
          Map.entry("iosxe.software-remove", "iosxe remove"),
          Map.entry("iosxe.software-confirm", "iosxe confirm"),
          Map.entry("viptela.software-show", "viptela show"),
          Map.entry("viptela.software-install", "viptela install"),
          Map.entry("viptela.software-activate", "viptela activate"),
          Map.entry("viptela.software-default", "viptela default"),
          Map.entry("viptela.software-remove", "viptela remove"),
          Map.entry("viptela.software-confirm", "viptela confirm"));

  private DeviceSamples() {}

  static DeviceSettings defaults(Path file) {
    return new DeviceSettings(
        file,
        false,
        Duration.ofMinutes(15),
        "nv action reboot system force",
        "nv action boot-next system image partition{partition}",
        "copy {link} bootflash:{file}",
        new SoftwareCommands(
            "show sdwan software",
            "request platform software sdwan software install bootflash:{file}",
            "request platform software sdwan software activate {version}",
            "request platform software sdwan software set-default {version}",
            "request platform software sdwan software remove {version}",
            "request platform software sdwan software upgrade-confirm"),
        new SoftwareCommands(
            "show software",
            "request software install {link}",
            "request software activate {version} now",
            "request software set-default {version}",
            "request software remove {version}",
            "request software upgrade-confirm"));
  }

  /** What {@link #VALUES} mean. */
  static DeviceSettings changed(Path file) {
    return new DeviceSettings(
        file,
        true,
        Duration.ofMinutes(7),
        "sudo reboot",
        "nv action boot-next system image other",
        "iosxe copy",
        commands("iosxe"),
        commands("viptela"));
  }

  private static SoftwareCommands commands(String platform) {
    return new SoftwareCommands(
        platform + " show",
        platform + " install",
        platform + " activate",
        platform + " default",
        platform + " remove",
        platform + " confirm");
  }
}
