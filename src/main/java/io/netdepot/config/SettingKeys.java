package io.netdepot.config;

import java.util.List;
import java.util.stream.Stream;

/** Every setting there is. */
final class SettingKeys {
  static final List<SettingKey<?>> ALL =
      Stream.of(
              StoreKeys.ALL,
              HttpKeys.ALL,
              DeviceHttpKeys.ALL,
              ReceiverKeys.ALL,
              ManagementKeys.ALL,
              UploadKeys.ALL,
              SyncKeys.ALL,
              SshKeys.ALL,
              CollectKeys.ALL,
              DeliverKeys.ALL,
              DeviceKeys.ALL,
              NvosKeys.ALL,
              NvueKeys.ALL,
              PlatformKeys.ALL,
              VmanageKeys.ALL,
              EventKeys.ALL,
              NotifyKeys.ALL,
              LogKeys.ALL,
              FileKeys.ALL)
          .<SettingKey<?>>flatMap(List::stream)
          .toList();

  private SettingKeys() {}
}
