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
    HttpSettings http = http(values);
    ManagementSettings management =
        new ManagementSettings(
            values.get(SettingKeys.MANAGEMENT_ENABLED),
            values.get(SettingKeys.MANAGEMENT_HOST),
            values.get(SettingKeys.MANAGEMENT_PORT),
            values.get(SettingKeys.MANAGEMENT_JOLOKIA));
    TraceSettings traces =
        new TraceSettings(
            values.get(SettingKeys.TRACES_ENDPOINT), values.get(SettingKeys.TRACES_PERCENT));
    SshSettings ssh = ssh(values);
    CollectSettings collect = collect(values);
    StoreSettings store =
        new StoreSettings(
            values.get(SettingKeys.DATA),
            values.get(SettingKeys.STORE_FREE_BYTES),
            values.get(SettingKeys.STORE_FREE_PERCENT));
    NvosSettings nvos =
        new NvosSettings(
            values.get(SettingKeys.NVOS_SINCE),
            values.get(SettingKeys.NVOS_GENERATE_TIMEOUT),
            values.get(SettingKeys.NVOS_COMMAND_TIMEOUT),
            values.get(SettingKeys.NVOS_DELETE_AFTER_FETCH),
            values.get(SettingKeys.NVOS_NAME_PATTERN));
    NvueSettings nvue =
        new NvueSettings(
            values.get(SettingKeys.NVUE_PORT),
            values.get(SettingKeys.NVUE_REQUEST_TIMEOUT),
            values.get(SettingKeys.NVUE_POLL_FIRST),
            values.get(SettingKeys.NVUE_POLL_LONGEST),
            values.get(SettingKeys.NVUE_PUSH_GRACE),
            values.get(SettingKeys.NVUE_MAX_ANSWER));
    VmanageSettings vmanage =
        new VmanageSettings(
            values.get(SettingKeys.VMANAGE_SESSION_IDLE), values.get(SettingKeys.VMANAGE_SESSIONS));
    LogSettings log =
        new LogSettings(
            values.get(SettingKeys.LOG_FILE),
            values.get(SettingKeys.LOG_FILE_SIZE),
            values.get(SettingKeys.LOG_DAYS));
    LoginSettings logins =
        new LoginSettings(
            values.get(SettingKeys.HTTP_FAILED_LOGINS),
            values.get(SettingKeys.HTTP_FAILED_LOGINS_WINDOW));
    NotifySettings notices = notices(values);
    Path times = values.get(SettingKeys.SCHEDULES_FILE);
    ScheduleSettings schedules =
        new ScheduleSettings(times, values.isOwn(SettingKeys.SCHEDULES_FILE, times));
    Path known = values.get(SettingKeys.SWITCHES_FILE);
    SwitchSettings switches =
        new SwitchSettings(
            known,
            values.isOwn(SettingKeys.SWITCHES_FILE, known),
            values.get(SettingKeys.SWITCHES_DETECT_TIMEOUT));
    DeviceSettings devices = DeviceKeys.read(values);
    Path directory = values.get(SettingKeys.ROUTES_DIRECTORY);
    Set<Path> closed = new HashSet<>(config);
    closed.addAll(
        List.of(directory, store.data(), schedules.file(), switches.file(), devices.file()));
    closed.addAll(ssh.keys().values());
    Stream.of(http.certificate(), http.privateKey(), notices.webhookSecretFile())
        .flatMap(Optional::stream)
        .forEach(closed::add);
    RouteSettings routes =
        new RouteSettings(directory, values.get(SettingKeys.ROUTES_COMPONENTS), closed);
    DeviceHttpSettings deviceHttp = deviceHttp(values);
    ReceiverSettings receiver = receiver(values);
    UploadSettings uploads = uploads(values);
    SyncSettings sync = sync(values);
    EventSettings events =
        new EventSettings(
            values.get(SettingKeys.EVENTS_KEEP),
            values.get(SettingKeys.EVENTS_STREAMS),
            values.get(SettingKeys.EVENTS_HEARTBEAT));
    RetentionSettings retention = retention(values);
    ScrubSettings scrub = new ScrubSettings(values.get(SettingKeys.STORE_SCRUB_RATE));
    return new Settings(
        http,
        logins,
        log,
        management,
        traces,
        ssh,
        collect,
        new QuarantineSettings(
            values.get(SettingKeys.PACKAGES_QUARANTINE),
            values.get(SettingKeys.PACKAGES_QUARANTINE_BYTES)),
        store,
        DeliverKeys.read(values),
        nvos,
        PlatformKeys.read(values),
        nvue,
        vmanage,
        routes,
        deviceHttp,
        receiver,
        uploads,
        sync,
        events,
        notices,
        schedules,
        switches,
        devices,
        retention,
        scrub,
        // The last one: a value has its placeholder when it was read.
        placeholders(values, freeKeys));
  }

  private static Map<String, String> placeholders(
      SettingValues values, Map<String, String> freeKeys) {
    Map<String, String> placeholders = new HashMap<>(freeKeys);
    placeholders.putAll(values.placeholders());
    return placeholders;
  }

  private static NotifySettings notices(SettingValues values) {
    return new NotifySettings(
        values.get(SettingKeys.NOTIFY_WEBHOOK_URL),
        values.get(SettingKeys.NOTIFY_WEBHOOK_HEADER),
        values.get(SettingKeys.NOTIFY_WEBHOOK_SECRET_FILE),
        values.get(SettingKeys.NOTIFY_TIMEOUT),
        values.get(SettingKeys.NOTIFY_TRIES),
        values.get(SettingKeys.NOTIFY_RETRY_DELAY),
        values.get(SettingKeys.NOTIFY_SFTP_SERVER),
        values.get(SettingKeys.NOTIFY_SFTP_DEADLINE));
  }

  private static RetentionSettings retention(SettingValues values) {
    return new RetentionSettings(
        values.get(SettingKeys.PACKAGES_KEEP_AGE),
        values.get(SettingKeys.PACKAGES_KEEP_PER_SWITCH),
        values.get(SettingKeys.PACKAGES_KEEP_BYTES),
        values.get(SettingKeys.PACKAGES_KEEP_FREE),
        values.get(SettingKeys.OPERATIONS_KEEP_AGE),
        values.get(SettingKeys.IMAGES_KEEP_AGE),
        values.get(SettingKeys.AUDIT_KEEP_AGE));
  }

  private static SyncSettings sync(SettingValues values) {
    return new SyncSettings(
        values.get(SettingKeys.IMAGES_MIRROR),
        values.get(SettingKeys.IMAGES_ON_CHANGE),
        values.get(SettingKeys.IMAGES_SYNC_EVERY),
        values.get(SettingKeys.IMAGES_COOL_DOWN),
        values.get(SettingKeys.IMAGES_ALLOW),
        values.get(SettingKeys.IMAGES_FETCHES),
        values.get(SettingKeys.IMAGES_FETCH_CONNECT_TIMEOUT),
        values.get(SettingKeys.IMAGES_FETCH_STALL),
        values.get(SettingKeys.IMAGES_FETCH_MINIMUM_RATE),
        values.get(SettingKeys.IMAGES_FETCH_MINIMUM_RATE_WINDOW),
        values.get(SettingKeys.IMAGES_FETCH_DEADLINE),
        values.get(SettingKeys.IMAGES_FETCH_TRIES),
        values.get(SettingKeys.IMAGES_FETCH_RETRY_DELAY),
        values.get(SettingKeys.IMAGES_INBOX),
        values.get(SettingKeys.IMAGES_INBOX_DIRECTORY),
        values.get(SettingKeys.IMAGES_INBOX_SETTLE));
  }

  private static HttpSettings http(SettingValues values) {
    return new HttpSettings(
        values.get(SettingKeys.HTTP_HOST),
        values.get(SettingKeys.HTTP_PORT),
        values.get(SettingKeys.HTTP_ALLOW_PLAIN),
        values.get(SettingKeys.HTTP_TLS),
        values.get(SettingKeys.HTTP_TLS_CERTIFICATE),
        values.get(SettingKeys.HTTP_TLS_KEY),
        values.get(SettingKeys.HTTP_PUBLIC_URL),
        values.get(SettingKeys.HTTP_MAX_JSON_BODY),
        values.get(SettingKeys.HTTP_WORKERS),
        values.get(SettingKeys.HTTP_STOP_TIMEOUT));
  }

  private static DeviceHttpSettings deviceHttp(SettingValues values) {
    return new DeviceHttpSettings(
        values.get(SettingKeys.DEVICE_HTTP_HOST),
        values.get(SettingKeys.DEVICE_HTTP_PORT),
        values.get(SettingKeys.DEVICE_HTTP_PUBLIC_URL),
        values.get(SettingKeys.DEVICE_HTTP_ALLOW_BY_NAME));
  }

  private static ReceiverSettings receiver(SettingValues values) {
    return new ReceiverSettings(
        values.get(SettingKeys.RECEIVER_HOST),
        values.get(SettingKeys.RECEIVER_PORT),
        values.get(SettingKeys.RECEIVER_ADDRESS),
        values.get(SettingKeys.RECEIVER_CONNECTIONS),
        values.get(SettingKeys.RECEIVER_LOGIN_TIMEOUT));
  }

  private static UploadSettings uploads(SettingValues values) {
    return new UploadSettings(
        values.get(SettingKeys.IMAGES_MAX_SIZE),
        values.get(SettingKeys.IMAGES_UPLOADS),
        values.get(SettingKeys.IMAGES_UPLOAD_STALL),
        values.get(SettingKeys.IMAGES_UPLOAD_MINIMUM_RATE),
        values.get(SettingKeys.IMAGES_UPLOAD_MINIMUM_RATE_WINDOW));
  }

  private static SshSettings ssh(SettingValues values) {
    return new SshSettings(
        values.get(SettingKeys.SSH_PORT),
        values.get(SettingKeys.SSH_HOST_KEYS),
        values.get(SettingKeys.SSH_CONNECT_TIMEOUT),
        values.get(SettingKeys.SSH_LOGIN_TIMEOUT),
        values.get(SettingKeys.SSH_HANDSHAKES),
        values.get(SettingKeys.SSH_TRANSFERS),
        values.get(SettingKeys.SSH_CONNECTIONS),
        values.get(SettingKeys.SSH_KEEP_ALIVE),
        values.get(SettingKeys.SSH_KEEP_ALIVE_MISSES),
        values.get(SettingKeys.SSH_MAX_OUTPUT),
        values.getAll(SettingKeys.SSH_KEY_PREFIX, SettingKeys.SSH_KEY_FORM));
  }

  private static CollectSettings collect(SettingValues values) {
    return new CollectSettings(
        values.get(SettingKeys.COLLECT_PLATFORM),
        values.get(SettingKeys.COLLECT_DEADLINE),
        values.get(SettingKeys.COLLECT_STALL),
        values.get(SettingKeys.COLLECT_MINIMUM_RATE),
        values.get(SettingKeys.COLLECT_MINIMUM_RATE_WINDOW),
        values.get(SettingKeys.COLLECT_TRIES),
        values.get(SettingKeys.COLLECT_RETRY_DELAY),
        values.get(SettingKeys.COLLECT_STOP_TIMEOUT),
        values.get(SettingKeys.COLLECT_MAX_PACKAGE),
        values.get(SettingKeys.COLLECT_MAX_UNPACKED),
        values.get(SettingKeys.COLLECT_MAX_ENTRIES),
        values.get(SettingKeys.COLLECT_CHECKS));
  }
}
