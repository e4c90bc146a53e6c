package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.regularExpression;
import static io.netdepot.config.SettingForm.remoteFolder;
import static io.netdepot.config.SettingForm.text;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The settings of the platforms beside NVOS, declared once: name, default, form. */
final class PlatformKeys {
  private static final String ADMIN_TECH = "\\S+-\\d{8}-\\d{6}-admin-tech\\.tar\\.gz";

  /** Those that most platforms have. */
  private record DumpKeys(
      SettingKey<Duration> generateTimeout,
      SettingKey<Duration> commandTimeout,
      SettingKey<String> directory,
      SettingKey<String> namePattern,
      SettingKey<Boolean> deleteAfterFetch) {

    static DumpKeys of(
        String platform, String generateTimeout, String directory, String pattern, boolean delete) {
      return new DumpKeys(
          new SettingKey<>(
              platform + ".generate-timeout", generateTimeout, duration(MOMENT, generateTimeout)),
          new SettingKey<>(platform + ".command-timeout", "60 s", duration(MOMENT, "60 s")),
          new SettingKey<>(platform + ".directory", directory, remoteFolder(directory)),
          new SettingKey<>(platform + ".name-pattern", pattern, regularExpression(pattern)),
          new SettingKey<>(platform + ".delete-after-fetch", Boolean.toString(delete), flag()));
    }

    Stream<SettingKey<?>> all() {
      return Stream.of(generateTimeout, commandTimeout, directory, namePattern, deleteAfterFetch);
    }

    DumpSettings read(SettingValues values) {
      return new DumpSettings(
          values.get(generateTimeout),
          values.get(commandTimeout),
          values.get(directory),
          values.get(namePattern),
          values.get(deleteAfterFetch));
    }
  }

  /** Those of a platform with a modal command line. */
  private record ModalKeys(
      SettingKey<String> command,
      SettingKey<String> prompt,
      SettingKey<String> prepare,
      SettingKey<String> failurePattern,
      DumpKeys dumps) {

    static ModalKeys of(
        String platform,
        String command,
        String prompt,
        String prepare,
        String failure,
        DumpKeys dumps) {
      return new ModalKeys(
          new SettingKey<>(platform + ".command", command, text(command)),
          new SettingKey<>(platform + ".prompt", prompt, regularExpression(prompt)),
          new SettingKey<>(platform + ".prepare", prepare, text(prepare)),
          new SettingKey<>(platform + ".failure-pattern", failure, regularExpression(failure)),
          dumps);
    }

    Stream<SettingKey<?>> all() {
      return Stream.concat(Stream.of(command, prompt, prepare, failurePattern), dumps.all());
    }

    ModalSettings read(SettingValues values) {
      return new ModalSettings(
          values.get(command),
          values.get(prompt),
          values.get(prepare),
          values.get(failurePattern),
          dumps.read(values));
    }
  }

  private static final SettingKey<String> CUMULUS_GENERATE =
      new SettingKey<>(
          "cumulus.generate-command",
          "nv action generate system tech-support",
          text("sudo -n cl-support"));
  private static final SettingKey<String> CUMULUS_DELETE =
      new SettingKey<>(
          "cumulus.delete-command",
          "nv action delete system tech-support files {dump}",
          text("sudo -n rm -f {dump}"));
  private static final SettingKey<String> CUMULUS_OLDER_GENERATE =
      new SettingKey<>(
          "cumulus.older-generate-command",
          "sudo -n cl-support",
          text("sudo -n cl-support -t depot"));
  private static final SettingKey<String> CUMULUS_OLDER_DELETE =
      new SettingKey<>(
          "cumulus.older-delete-command", "sudo -n rm -f {dump}", text("rm -f {dump}"));
  private static final SettingKey<Boolean> CUMULUS_DIGEST =
      new SettingKey<>("cumulus.compare-digest", "true", flag());
  private static final DumpKeys CUMULUS =
      DumpKeys.of(
          "cumulus",
          "30 min",
          "/var/support",
          "\\w+_support_\\S+_\\d{8}_\\d{6}\\.(?:txz|tar\\.xz|tar\\.gz)",
          true);

  private static final SettingKey<String> SONIC_SINCE =
      new SettingKey<>("sonic.since", "", text("yesterday"));
  private static final SettingKey<Integer> SONIC_BUSY_TRIES =
      new SettingKey<>("sonic.busy-tries", "10", number(1, 1000, "tries", 10));
  private static final SettingKey<Duration> SONIC_BUSY_WAIT =
      new SettingKey<>("sonic.busy-wait", "30 s", duration(MOMENT, "30 s"));
  private static final DumpKeys SONIC =
      DumpKeys.of(
          "sonic", "30 min", "/var/dump", "sonic_dump_\\S+_\\d{8}_\\d{6}\\.tar(?:\\.gz)?", true);

  private static final ModalKeys ONYX =
      ModalKeys.of(
          "onyx",
          "debug generate dump",
          "\\S+ \\[[^\\]]+\\] (?:\\([^)]+\\) )?[>#] ?",
          "enable; no cli session paging enable",
          "^%",
          DumpKeys.of(
              "onyx", "15 min", "/var/opt/tms/sysdumps", "sysdump-\\S+-\\d{8}-\\d{6}\\.tgz", true));
  private static final ModalKeys VIPTELA =
      ModalKeys.of(
          "viptela",
          "request admin-tech",
          "\\S+# ?",
          "paginate false",
          "(?i)^(?:error|syntax error|failed|aborted)\\b",
          DumpKeys.of("viptela", "30 min", "/home/admin", ADMIN_TECH, false));
  private static final ModalKeys IOSXE =
      ModalKeys.of(
          "iosxe",
          "request platform software sdwan admin-tech",
          "\\S+[>#] ?",
          "terminal length 0",
          "^%|(?i)\\b(?:error|failed)\\b",
          DumpKeys.of("iosxe", "30 min", "/bootflash", ADMIN_TECH, false));

  private static final SettingKey<String> GENERIC_COMMAND =
      new SettingKey<>("generic.command", "", text("sudo -n sosreport --batch"));
  private static final SettingKey<String> GENERIC_NAME_PATTERN =
      new SettingKey<>(
          "generic.name-pattern",
          "\\S+\\.(?:tar\\.gz|tgz|tar\\.xz|txz)",
          regularExpression("sosreport-\\S+\\.tar\\.xz"));
  private static final SettingKey<String> GENERIC_FETCH_PATH =
      new SettingKey<>("generic.fetch-path", "/var/tmp/{file}", text("/var/tmp/{file}"));
  private static final SettingKey<String> GENERIC_DELETE =
      new SettingKey<>("generic.delete-command", "", text("sudo -n rm -f {dump}"));
  private static final SettingKey<Duration> GENERIC_GENERATE_TIMEOUT =
      new SettingKey<>("generic.generate-timeout", "30 min", duration(MOMENT, "30 min"));
  private static final SettingKey<Duration> GENERIC_COMMAND_TIMEOUT =
      new SettingKey<>("generic.command-timeout", "60 s", duration(MOMENT, "60 s"));

  static final List<SettingKey<?>> ALL =
      Stream.of(
              Stream.<SettingKey<?>>of(
                  CUMULUS_GENERATE,
                  CUMULUS_DELETE,
                  CUMULUS_OLDER_GENERATE,
                  CUMULUS_OLDER_DELETE,
                  CUMULUS_DIGEST),
              CUMULUS.all(),
              Stream.<SettingKey<?>>of(SONIC_SINCE, SONIC_BUSY_TRIES, SONIC_BUSY_WAIT),
              SONIC.all(),
              ONYX.all(),
              VIPTELA.all(),
              IOSXE.all(),
              Stream.<SettingKey<?>>of(
                  GENERIC_COMMAND,
                  GENERIC_NAME_PATTERN,
                  GENERIC_FETCH_PATH,
                  GENERIC_DELETE,
                  GENERIC_GENERATE_TIMEOUT,
                  GENERIC_COMMAND_TIMEOUT))
          .<SettingKey<?>>flatMap(keys -> keys)
          .toList();

  private PlatformKeys() {}

  static PlatformSettings read(SettingValues values) {
    return new PlatformSettings(
        new CumulusSettings(
            values.get(CUMULUS_GENERATE),
            values.get(CUMULUS_DELETE),
            values.get(CUMULUS_OLDER_GENERATE),
            values.get(CUMULUS_OLDER_DELETE),
            values.get(CUMULUS_DIGEST),
            CUMULUS.read(values)),
        new SonicSettings(
            values.get(SONIC_SINCE),
            values.get(SONIC_BUSY_TRIES),
            values.get(SONIC_BUSY_WAIT),
            SONIC.read(values)),
        ONYX.read(values),
        VIPTELA.read(values),
        IOSXE.read(values),
        new GenericSettings(
            values.get(GENERIC_COMMAND),
            values.get(GENERIC_NAME_PATTERN),
            values.get(GENERIC_FETCH_PATH),
            values.get(GENERIC_DELETE),
            values.get(GENERIC_GENERATE_TIMEOUT),
            values.get(GENERIC_COMMAND_TIMEOUT)));
  }
}
