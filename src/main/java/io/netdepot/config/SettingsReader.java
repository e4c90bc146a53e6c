package io.netdepot.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Builds the settings records from the values. */
final class SettingsReader {
  private SettingsReader() {}

  /**
   * Reads every setting there is.
   *
   * @param config the folders and files that the settings are from
   */
  static Settings read(SettingValues values, Map<String, String> freeKeys, Set<Path> config) {
    HttpSettings http = HttpKeys.read(values);
    SshSettings ssh = SshKeys.read(values);
    StoreSettings store = StoreKeys.read(values);
    NotifySettings notices = NotifyKeys.read(values);
    ScheduleSettings schedules = FileKeys.readSchedules(values);
    SwitchSettings switches = FileKeys.readSwitches(values);
    DeviceSettings devices = DeviceKeys.read(values);
    Set<Path> closed = new HashSet<>(config);
    closed.addAll(List.of(store.data(), schedules.file(), switches.file(), devices.file()));
    closed.addAll(ssh.keys().values());
    Stream.of(http.certificate(), http.privateKey(), notices.webhookSecretFile())
        .flatMap(Optional::stream)
        .forEach(closed::add);
    return new Settings(
        http,
        HttpKeys.readLogins(values),
        LogKeys.read(values),
        ManagementKeys.read(values),
        ManagementKeys.readTraces(values),
        ssh,
        CollectKeys.read(values),
        CollectKeys.readQuarantine(values),
        store,
        DeliverKeys.read(values),
        NvosKeys.read(values),
        PlatformKeys.read(values),
        NvueKeys.read(values),
        VmanageKeys.read(values),
        FileKeys.readRoutes(values, closed),
        DeviceHttpKeys.read(values),
        ReceiverKeys.read(values),
        UploadKeys.read(values),
        SyncKeys.read(values),
        EventKeys.read(values),
        notices,
        schedules,
        switches,
        devices,
        StoreKeys.readRetention(values),
        StoreKeys.readScrub(values),
        // The last one: a value has its placeholder when it was read.
        placeholders(values, freeKeys));
  }

  private static Map<String, String> placeholders(
      SettingValues values, Map<String, String> freeKeys) {
    Map<String, String> placeholders = new HashMap<>(freeKeys);
    placeholders.putAll(values.placeholders());
    return placeholders;
  }
}
