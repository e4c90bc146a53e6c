package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.secret.LoginKeys;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of settings against the records and against the file that users read. */
class SettingKeysTest {
  private final Path folder;

  SettingKeysTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void defaults() throws Exception {
    Settings settings =
        new SettingsLoader(folder, folder, Map.of()).load(Optional.empty(), List.of());
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new HttpSettings(
                    "127.0.0.1",
                    8080,
                    false,
                    HttpSettings.Tls.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    DataSize.ofMib(1),
                    20,
                    Duration.ofSeconds(30)),
                new LoginSettings(10, Duration.ofMinutes(5)),
                new LogSettings(Optional.empty(), DataSize.ofMib(100), 14),
                new ManagementSettings(true, "127.0.0.1", 9876, false),
                new TraceSettings(Optional.empty(), 100),
                new SshSettings(
                    22,
                    SshSettings.HostKeys.ACCEPT_NEW,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    0,
                    16,
                    1024,
                    Duration.ofSeconds(15),
                    4,
                    DataSize.ofMib(1),
                    Map.of()),
                new CollectSettings(
                    "auto",
                    Duration.ofMinutes(35),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    DataSize.ofKib(1),
                    Duration.ofSeconds(60),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    DataSize.ofGib(4),
                    DataSize.ofGib(64),
                    1_000_000,
                    0),
                new QuarantineSettings(Duration.ofHours(24), DataSize.ofGib(16)),
                new StoreSettings(folder.resolve("data"), DataSize.ofGib(5), 5),
                DeliverSamples.DEFAULTS,
                new NvosSettings(
                    "",
                    Duration.ofMinutes(30),
                    Duration.ofSeconds(60),
                    true,
                    "nvos_dump_\\S+_\\d{8}_\\d{6}\\.tar\\.gz"),
                PlatformSamples.DEFAULTS,
                new NvueSettings(
                    443,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    DataSize.ofMib(1)),
                new VmanageSettings(Duration.ofMinutes(30), 1000),
                new RouteSettings(
                    folder.resolve("routes"),
                    Set.of(),
                    Set.of(
                        folder.resolve("config"),
                        folder.resolve("config/devices.yaml"),
                        folder.resolve("config/schedules.yaml"),
                        folder.resolve("config/switches.yaml"),
                        folder.resolve("data"),
                        folder.resolve("routes"))),
                new DeviceHttpSettings("127.0.0.1", Optional.empty(), Optional.empty(), List.of()),
                new ReceiverSettings(
                    "127.0.0.1", Optional.empty(), Optional.empty(), 64, Duration.ofSeconds(20)),
                new UploadSettings(
                    DataSize.ofGib(8),
                    400,
                    Duration.ofSeconds(60),
                    DataSize.ofKib(1),
                    Duration.ofSeconds(60)),
                new SyncSettings(
                    SyncSettings.Mirror.ON_ADD,
                    SyncSettings.OnChange.KEEP,
                    Duration.ofHours(24),
                    Duration.ofMinutes(5),
                    new AllowedSources(true, List.of(), List.of()),
                    4,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    DataSize.ofKib(16),
                    Duration.ofSeconds(60),
                    Duration.ofHours(12),
                    5,
                    Duration.ofSeconds(2),
                    false,
                    folder.resolve("inbox"),
                    Duration.ofSeconds(10)),
                new EventSettings(100_000, 100, Duration.ofSeconds(15)),
                new NotifySettings(
                    Optional.empty(),
                    "Authorization",
                    Optional.empty(),
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofSeconds(2),
                    "",
                    Duration.ofHours(2)),
                new ScheduleSettings(folder.resolve("config/schedules.yaml"), false),
                new SwitchSettings(
                    folder.resolve("config/switches.yaml"), false, Duration.ofSeconds(20)),
                DeviceSamples.defaults(folder.resolve("config/devices.yaml")),
                new RetentionSettings(
                    Duration.ZERO,
                    0,
                    new DataSize(0),
                    new DataSize(0),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO),
                new ScrubSettings(DataSize.ofMib(16)),
                settings.placeholders()));
  }

  @Test
  void everyKeyMapsToItsField() throws Exception {
    Path certificate = Files.writeString(folder.resolve("chain.pem"), "");
    Path key = Files.writeString(folder.resolve("key.pem"), "");
    Path login = LoginKeys.write(folder.resolve("id"));
    Map<String, String> values = new TreeMap<>();
    values.put("data", "elsewhere");
    values.put("store.free-bytes", "1 GiB");
    values.put("store.free-percent", "7");
    values.put("http.host", "0.0.0.0");
    values.put("http.port", "8443");
    values.put("http.allow-plain", "true");
    values.put("http.tls", "files");
    values.put("http.tls-certificate", "chain.pem");
    values.put("http.tls-key", "key.pem");
    values.put("http.public-url", "https://depot.example/x");
    values.put("http.max-json-body", "2 MiB");
    values.put("http.workers", "21");
    values.put("http.stop-timeout", "31 s");
    values.put("management.enabled", "false");
    values.put("management.host", "::1");
    values.put("management.port", "9877");
    values.put("management.jolokia", "true");
    values.put("traces.endpoint", "http://127.0.0.1:4318/v1/traces");
    values.put("traces.percent", "5");
    values.put("ssh.port", "2222");
    values.put("ssh.host-keys", "strict");
    values.put("ssh.connect-timeout", "32 s");
    values.put("ssh.login-timeout", "33 s");
    values.put("ssh.handshakes", "34");
    values.put("ssh.transfers", "35");
    values.put("ssh.connections", "36");
    values.put("ssh.keep-alive", "37 s");
    values.put("ssh.keep-alive-misses", "38");
    values.put("ssh.max-output", "39 KiB");
    values.put("collect.platform", "sonic");
    values.put("collect.deadline", "40 min");
    values.put("collect.command-timeout", "40 s");
    values.put("collect.stall", "41 s");
    values.put("collect.minimum-rate", "42 B");
    values.put("collect.minimum-rate-window", "43 s");
    values.put("collect.tries", "44");
    values.put("collect.retry-delay", "45 s");
    values.put("collect.stop-timeout", "46 s");
    values.put("collect.max-package", "47 GiB");
    values.put("collect.max-unpacked", "48 GiB");
    values.put("collect.max-entries", "49");
    values.put("collect.checks", "50");
    values.put("packages.quarantine", "57 h");
    values.put("packages.quarantine-bytes", "58 GiB");
    values.put("nvos.since", "yesterday");
    values.put("nvos.generate-timeout", "51 min");
    values.put("nvos.command-timeout", "52 s");
    values.put("nvos.delete-after-fetch", "false");
    values.put("nvos.name-pattern", "dump_\\d+");
    values.putAll(PlatformSamples.VALUES);
    values.put("nvue.port", "8765");
    values.put("nvue.request-timeout", "81 s");
    values.put("nvue.poll-first", "82 s");
    values.put("nvue.poll-longest", "83 s");
    values.put("nvue.push-grace", "84 s");
    values.put("nvue.max-answer", "85 KiB");
    values.putAll(DeliverSamples.VALUES);
    values.put("vmanage.session-idle", "53 min");
    values.put("vmanage.sessions", "54");
    values.put("http.failed-logins", "55");
    values.put("http.failed-logins-window", "56 s");
    values.put("notify.webhook-url", "http://chat.example/hook?a=b");
    values.put("notify.webhook-header", "X-Secret");
    values.put("notify.webhook-secret-file", "hook-secret");
    values.put("notify.timeout", "71 s");
    values.put("notify.tries", "72");
    values.put("notify.retry-delay", "73 s");
    values.put("notify.sftp-server", "case");
    values.put("notify.sftp-deadline", "74 min");
    values.put("log.file", "a.log");
    values.put("log.file-size", "57 MiB");
    values.put("log.days", "58");
    values.put("routes.directory", "steps");
    values.put("routes.components", "http, timer");
    values.put("device-http.host", "0.0.0.0");
    values.put("device-http.port", "0");
    values.put("device-http.public-url", "http://images.example");
    values.put("device-http.allow-by-name", "10.0.0.0/8, ::1");
    values.put("receiver.host", "0.0.0.0");
    values.put("receiver.port", "0");
    values.put("receiver.address", "192.0.2.7");
    values.put("receiver.connections", "80");
    values.put("receiver.login-timeout", "81 s");
    values.put("images.max-size", "53 GiB");
    values.put("images.uploads", "54");
    values.put("images.upload-stall", "55 s");
    values.put("images.upload-minimum-rate", "56 B");
    values.put("images.upload-minimum-rate-window", "57 s");
    values.put("images.mirror", "on-demand");
    values.put("images.on-change", "replace");
    values.put("images.sync-every", "60 h");
    values.put("images.cool-down", "61 min");
    values.put("images.allow", "images.example, 10.0.0.0/8");
    values.put("images.fetches", "62");
    values.put("images.fetch-connect-timeout", "63 s");
    values.put("images.fetch-stall", "64 s");
    values.put("images.fetch-minimum-rate", "65 KiB");
    values.put("images.fetch-minimum-rate-window", "66 s");
    values.put("images.fetch-deadline", "67 h");
    values.put("images.fetch-tries", "68");
    values.put("images.fetch-retry-delay", "69 s");
    values.put("images.inbox", "true");
    values.put("images.inbox-directory", "drop");
    values.put("images.inbox-settle", "70 s");
    values.put("events.keep", "71");
    values.put("events.streams", "72");
    values.put("events.heartbeat", "73 s");
    values.put("schedules.file", "times.yaml");
    values.put("switches.file", "known.yaml");
    values.put("switches.detect-timeout", "7 s");
    values.putAll(DeviceSamples.VALUES);
    values.put("packages.keep-age", "71 d");
    values.put("packages.keep-per-switch", "72");
    values.put("packages.keep-bytes", "73 GiB");
    values.put("packages.keep-free", "74 GiB");
    values.put("operations.keep-age", "75 d");
    values.put("images.keep-age", "76 d");
    values.put("audit.keep-age", "77 d");
    values.put("store.scrub-rate", "78 MiB");
    assertThat(values.keySet())
        .containsExactlyInAnyOrderElementsOf(
            SettingKeys.ALL.stream().map(SettingKey::name).toList());
    for (SettingKey<?> setting : SettingKeys.ALL) {
      assertThat(values.get(setting.name())).isNotEqualTo(setting.defaultText());
    }

    Settings expected =
        new Settings(
            new HttpSettings(
                "0.0.0.0",
                8443,
                true,
                HttpSettings.Tls.FILES,
                Optional.of(certificate),
                Optional.of(key),
                Optional.of(URI.create("https://depot.example/x")),
                DataSize.ofMib(2),
                21,
                Duration.ofSeconds(31)),
            new LoginSettings(55, Duration.ofSeconds(56)),
            new LogSettings(Optional.of(folder.resolve("a.log")), DataSize.ofMib(57), 58),
            new ManagementSettings(false, "::1", 9877, true),
            new TraceSettings(Optional.of(URI.create("http://127.0.0.1:4318/v1/traces")), 5),
            new SshSettings(
                2222,
                SshSettings.HostKeys.STRICT,
                Duration.ofSeconds(32),
                Duration.ofSeconds(33),
                34,
                35,
                36,
                Duration.ofSeconds(37),
                38,
                DataSize.ofKib(39),
                Map.of("lab", login)),
            new CollectSettings(
                "sonic",
                Duration.ofMinutes(40),
                Duration.ofSeconds(40),
                Duration.ofSeconds(41),
                new DataSize(42),
                Duration.ofSeconds(43),
                44,
                Duration.ofSeconds(45),
                Duration.ofSeconds(46),
                DataSize.ofGib(47),
                DataSize.ofGib(48),
                49,
                50),
            new QuarantineSettings(Duration.ofHours(57), DataSize.ofGib(58)),
            new StoreSettings(folder.resolve("elsewhere"), DataSize.ofGib(1), 7),
            DeliverSamples.CHANGED,
            new NvosSettings(
                "yesterday", Duration.ofMinutes(51), Duration.ofSeconds(52), false, "dump_\\d+"),
            PlatformSamples.CHANGED,
            new NvueSettings(
                8765,
                Duration.ofSeconds(81),
                Duration.ofSeconds(82),
                Duration.ofSeconds(83),
                Duration.ofSeconds(84),
                DataSize.ofKib(85)),
            new VmanageSettings(Duration.ofMinutes(53), 54),
            new RouteSettings(
                folder.resolve("steps"),
                Set.of("http", "timer"),
                Set.of(
                    folder.resolve("config"),
                    folder.resolve("times.yaml"),
                    folder.resolve("known.yaml"),
                    folder.resolve("edges.yaml"),
                    folder.resolve("elsewhere"),
                    folder.resolve("steps"),
                    folder.resolve("hook-secret"),
                    certificate,
                    key,
                    login)),
            new DeviceHttpSettings(
                "0.0.0.0",
                Optional.of(0),
                Optional.of(URI.create("http://images.example")),
                List.of(
                    Network.parse("10.0.0.0/8").orElseThrow(), Network.parse("::1").orElseThrow())),
            new ReceiverSettings(
                "0.0.0.0", Optional.of(0), Optional.of("192.0.2.7"), 80, Duration.ofSeconds(81)),
            new UploadSettings(
                DataSize.ofGib(53),
                54,
                Duration.ofSeconds(55),
                new DataSize(56),
                Duration.ofSeconds(57)),
            new SyncSettings(
                SyncSettings.Mirror.ON_DEMAND,
                SyncSettings.OnChange.REPLACE,
                Duration.ofHours(60),
                Duration.ofMinutes(61),
                new AllowedSources(
                    false, List.of("images.example"), List.of(Network.of("10.0.0.0/8"))),
                62,
                Duration.ofSeconds(63),
                Duration.ofSeconds(64),
                DataSize.ofKib(65),
                Duration.ofSeconds(66),
                Duration.ofHours(67),
                68,
                Duration.ofSeconds(69),
                true,
                folder.resolve("drop"),
                Duration.ofSeconds(70)),
            new EventSettings(71, 72, Duration.ofSeconds(73)),
            new NotifySettings(
                Optional.of(URI.create("http://chat.example/hook?a=b")),
                "X-Secret",
                Optional.of(folder.resolve("hook-secret")),
                Duration.ofSeconds(71),
                72,
                Duration.ofSeconds(73),
                "case",
                Duration.ofMinutes(74)),
            new ScheduleSettings(folder.resolve("times.yaml"), true),
            new SwitchSettings(folder.resolve("known.yaml"), true, Duration.ofSeconds(7)),
            DeviceSamples.changed(folder.resolve("edges.yaml")),
            new RetentionSettings(
                Duration.ofDays(71),
                72,
                DataSize.ofGib(73),
                DataSize.ofGib(74),
                Duration.ofDays(75),
                Duration.ofDays(76),
                Duration.ofDays(77)),
            new ScrubSettings(DataSize.ofMib(78)),
            Map.of());

    Map<String, String> environment = new HashMap<>();
    SettingKeys.ALL.forEach(
        setting -> environment.put(setting.variable(), values.get(setting.name())));
    List<SettingOverride> overrides = new ArrayList<>();
    overrides.add(new SettingOverride("ssh.key.lab", "id", "--set"));
    assertEqualExceptPlaceholders(
        new SettingsLoader(folder, folder, environment).load(Optional.empty(), overrides),
        expected);

    values.forEach((name, value) -> overrides.add(new SettingOverride(name, value, "--set")));
    assertEqualExceptPlaceholders(
        new SettingsLoader(folder, folder, Map.of()).load(Optional.empty(), overrides), expected);
  }

  private static void assertEqualExceptPlaceholders(Settings found, Settings expected) {
    assertThat(found).usingRecursiveComparison().ignoringFields("placeholders").isEqualTo(expected);
  }

  @Test
  void everyKeyHasAVariableOfItsOwnAndAnExampleThatIsRight() {
    assertThat(SettingKeys.ALL).extracting(SettingKey::variable).doesNotHaveDuplicates();
    assertThat(SettingKeys.ALL).extracting(SettingKey::name).doesNotHaveDuplicates();
    for (SettingKey<?> key : SettingKeys.ALL) {
      assertThat(key.form().reader().read(key.form().example(), folder)).isNotNull();
      assertThat(key.form().reader().read(key.defaultText(), folder)).isNotNull();
    }
  }

  /** What users read shows every setting, its real default, and says something about it. */
  @Test
  void theShippedFileShowsEverySettingWithItsDefault() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    List<String> lines = Files.readAllLines(Path.of("config/application.properties"));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches("|#.*").hasSizeLessThanOrEqualTo(120);
      if (lines.get(i).matches("#[a-z][a-z.-]*=.*")) {
        Properties properties = new Properties();
        properties.load(new StringReader(lines.get(i).substring(1)));
        properties.forEach((name, value) -> shown.put((String) name, (String) value));
        assertThat(lines.get(i - 1)).as("the comment above line %d", i + 1).startsWith("# ");
      }
    }
    Map<String, String> expected = new TreeMap<>();
    SettingKeys.ALL.forEach(key -> expected.put(key.name(), key.defaultText()));
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void theShippedFileNamesTheUnitOfEverySetting() throws IOException {
    String text = Files.readString(Path.of("config/application.properties"));
    for (SettingKey<?> key : SettingKeys.ALL) {
      int end = text.indexOf("\n#" + key.name() + "=");
      String comment = text.substring(text.lastIndexOf("\n\n", end), end);
      assertThat(comment).as(key.name()).containsIgnoringCase(kind(key.form().expected()));
    }
  }

  private static String kind(String expected) {
    for (String kind : List.of("length of time", "size", "path", "port", "regular expression")) {
      if (expected.contains(kind)) {
        return kind.equals("length of time") ? "time" : kind;
      }
    }
    int of = expected.indexOf("number of ");
    return of < 0 ? "" : expected.substring(of + "number of ".length(), expected.indexOf(" from"));
  }

  /** Taking every # away changes nothing. */
  @Test
  void theShippedDefaultsReadAsTheDefaults() throws Exception {
    String text =
        Files.readString(Path.of("config/application.properties"))
            .replaceAll("(?m)^#([a-z][a-z.-]*=)", "$1");
    Files.createDirectories(folder.resolve("config"));
    SettingsLoader loader = new SettingsLoader(folder, Path.of("/elsewhere"), Map.of());
    Settings defaults = loader.load(Optional.empty(), List.of());
    Files.writeString(folder.resolve("config/application.properties"), text);
    assertThat(loader.load(Optional.empty(), List.of())).isEqualTo(defaults);
  }
}
