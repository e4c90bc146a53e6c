package io.netdepot.config;

import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.text;

import io.netdepot.config.DeviceSettings.SoftwareCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The settings of devices whose software is changed, declared once: name, default, form. */
final class DeviceKeys {
  private static final SettingKey<Path> FILE =
      new SettingKey<>("devices.file", "./config/devices.yaml", path("/etc/netdepot/devices.yaml"));
  private static final SettingKey<Duration> LOOK_RETRY =
      new SettingKey<>("devices.look-retry", "15 min", duration(NONE, "1 h"));
  private static final SettingKey<String> NVOS_REBOOT =
      key("nvos.reboot-command", "nv action reboot system force");
  private static final SettingKey<String> NVOS_NEXT =
      key("nvos.boot-next-command", "nv action boot-next system image partition{partition}");
  private static final SettingKey<String> IOSXE_COPY =
      key("iosxe.software-copy", "copy {link} bootflash:{file}");
  private static final Commands IOSXE =
      new Commands(
          key("iosxe.software-show", "show sdwan software"),
          key(
              "iosxe.software-install",
              "request platform software sdwan software install bootflash:{file}"),
          key(
              "iosxe.software-activate",
              "request platform software sdwan software activate {version}"),
          key(
              "iosxe.software-default",
              "request platform software sdwan software set-default {version}"),
          key("iosxe.software-remove", "request platform software sdwan software remove {version}"),
          key(
              "iosxe.software-confirm",
              "request platform software sdwan software upgrade-confirm"));
  private static final Commands VIPTELA =
      new Commands(
          key("viptela.software-show", "show software"),
          key("viptela.software-install", "request software install {link}"),
          key("viptela.software-activate", "request software activate {version} now"),
          key("viptela.software-default", "request software set-default {version}"),
          key("viptela.software-remove", "request software remove {version}"),
          key("viptela.software-confirm", "request software upgrade-confirm"));

  static final List<SettingKey<?>> ALL =
      Stream.of(
              Stream.of(FILE, LOOK_RETRY, NVOS_REBOOT, NVOS_NEXT, IOSXE_COPY),
              IOSXE.all(),
              VIPTELA.all())
          .<SettingKey<?>>flatMap(keys -> keys)
          .toList();

  private DeviceKeys() {}

  private static SettingKey<String> key(String name, String command) {
    return new SettingKey<>(name, command, text(command));
  }

  /** Those of one platform. */
  private record Commands(
      SettingKey<String> show,
      SettingKey<String> install,
      SettingKey<String> activate,
      SettingKey<String> makeDefault,
      SettingKey<String> remove,
      SettingKey<String> confirm) {
    Stream<SettingKey<?>> all() {
      return Stream.of(show, install, activate, makeDefault, remove, confirm);
    }

    SoftwareCommands read(SettingValues values) {
      return new SoftwareCommands(
          values.get(show),
          values.get(install),
          values.get(activate),
          values.get(makeDefault),
          values.get(remove),
          values.get(confirm));
    }
  }

  static DeviceSettings read(SettingValues values) {
    Path file = values.get(FILE);
    return new DeviceSettings(
        file,
        values.isOwn(FILE, file),
        values.get(LOOK_RETRY),
        values.get(NVOS_REBOOT),
        values.get(NVOS_NEXT),
        values.get(IOSXE_COPY),
        IOSXE.read(values),
        VIPTELA.read(values));
  }
}
