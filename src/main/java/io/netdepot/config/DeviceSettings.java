package io.netdepot.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Devices whose software is changed: settings {@code devices.*}, and of each platform the commands
 * that do it.
 *
 * @param file {@code devices.file}, which may be missing; ./config/devices.yaml beside the launcher
 * @param named whether a setting names another one than the usual one; that one has to be there, as
 *     it is a mistyped name otherwise
 * @param lookRetry {@code devices.look-retry}, how long after a device was asked what it has, and
 *     did not tell, it is asked again; 15 min, each time after twice as long; zero: no device is
 *     asked by itself
 * @param nvosReboot {@code nvos.reboot-command}, by which an NVOS switch boots into its other
 *     partition
 * @param nvosNext {@code nvos.boot-next-command}, by which it boots there the next time
 * @param iosxeCopy {@code iosxe.software-copy}, by which an IOS-XE device fetches an image from us
 * @param iosxe those of IOS-XE devices, {@code iosxe.software-*}
 * @param viptela those of vEdge devices, {@code viptela.software-*}
 */
public record DeviceSettings(
    Path file,
    boolean named,
    Duration lookRetry,
    String nvosReboot,
    String nvosNext,
    String iosxeCopy,
    SoftwareCommands iosxe,
    SoftwareCommands viptela) {

  /**
   * The commands of one platform, templates as of a step route. They may name {@code {link}}, the
   * address where the device fetches the image from us, {@code {file}}, the image's file name, and
   * {@code {version}}.
   *
   * @param show {@code software-show}, which prints what the device has
   * @param install {@code software-install}, which puts it beside what the device runs
   * @param activate {@code software-activate}, which boots into it
   * @param makeDefault {@code software-default}, by which the device boots it the next time
   * @param remove {@code software-remove}
   * @param confirm {@code software-confirm}, once the device is back; empty for none
   */
  public record SoftwareCommands(
      String show,
      String install,
      String activate,
      String makeDefault,
      String remove,
      String confirm) {}
}
