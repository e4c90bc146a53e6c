package io.netdepot.config;

import java.util.Map;

/**
 * All settings, read and checked.
 *
 * @param placeholders what route files may write as {@code {{name}}}: every setting by its name,
 *     and the free keys {@code platform.<name>.<anything>} of those who write routes. Lengths of
 *     time are in milliseconds and sizes in bytes, as plain numbers, because Camel does not read a
 *     number and a unit with a blank between them. There is no secret among them.
 */
public record Settings(
    HttpSettings http,
    LoginSettings logins,
    LogSettings log,
    ManagementSettings management,
    TraceSettings traces,
    SshSettings ssh,
    CollectSettings collect,
    QuarantineSettings quarantine,
    StoreSettings store,
    DeliverSettings deliver,
    NvosSettings nvos,
    PlatformSettings platforms,
    NvueSettings nvue,
    VmanageSettings vmanage,
    RouteSettings routes,
    DeviceHttpSettings deviceHttp,
    ReceiverSettings receiver,
    UploadSettings uploads,
    SyncSettings sync,
    EventSettings events,
    NotifySettings notices,
    ScheduleSettings schedules,
    SwitchSettings switches,
    DeviceSettings devices,
    RetentionSettings retention,
    ScrubSettings scrub,
    Map<String, String> placeholders) {
  public Settings {
    placeholders = Map.copyOf(placeholders);
  }
}
