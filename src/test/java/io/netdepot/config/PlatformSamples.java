package io.netdepot.config;

import java.time.Duration;
import java.util.Map;

/** The settings of platforms: as they are by default, and each of them changed. */
final class PlatformSamples {
  static final PlatformSettings DEFAULTS =
      new PlatformSettings(
          new CumulusSettings(
              "nv action generate system tech-support",
              "nv action delete system tech-support files {dump}",
              "sudo -n cl-support",
              "sudo -n rm -f {dump}",
              true,
              dumps(
                  30,
                  "/var/support",
                  "\\w+_support_\\S+_\\d{8}_\\d{6}\\.(?:txz|tar\\.xz|tar\\.gz)",
                  true)),
          new SonicSettings(
              "",
              10,
              Duration.ofSeconds(30),
              dumps(30, "/var/dump", "sonic_dump_\\S+_\\d{8}_\\d{6}\\.tar(?:\\.gz)?", true)),
          new ModalSettings(
              "debug generate dump",
              "\\S+ \\[[^\\]]+\\] (?:\\([^)]+\\) )?[>#] ?",
              "enable; no cli session paging enable",
              "^%",
              dumps(15, "/var/opt/tms/sysdumps", "sysdump-\\S+-\\d{8}-\\d{6}\\.tgz", true)),
          new ModalSettings(
              "request admin-tech",
              "\\S+# ?",
              "paginate false",
              "(?i)^(?:error|syntax error|failed|aborted)\\b",
              dumps(30, "/home/admin", "\\S+-\\d{8}-\\d{6}-admin-tech\\.tar\\.gz", false)),
          new ModalSettings(
              "request platform software sdwan admin-tech",
              "\\S+[>#] ?",
              "terminal length 0",
              "^%|(?i)\\b(?:error|failed)\\b",
              dumps(30, "/bootflash", "\\S+-\\d{8}-\\d{6}-admin-tech\\.tar\\.gz", false)),
          new GenericSettings(
              "",
              "\\S+\\.(?:tar\\.gz|tgz|tar\\.xz|txz)",
              "/var/tmp/{file}",
              "",
              Duration.ofMinutes(30),
              Duration.ofSeconds(60)));

  /** What {@link #VALUES} mean. */
  static final PlatformSettings CHANGED =
      new PlatformSettings(
          new CumulusSettings(
              "sudo -n cl-support",
              "sudo -n rm -f {dump}",
              "cl-support",
              "rm -f {dump}",
              false,
              new DumpSettings(
                  Duration.ofMinutes(61),
                  Duration.ofSeconds(62),
                  "/mnt/cumulus",
                  "cumulus-x",
                  false)),
          new SonicSettings(
              "yesterday",
              3,
              Duration.ofSeconds(4),
              new DumpSettings(
                  Duration.ofMinutes(63), Duration.ofSeconds(64), "/mnt/sonic", "sonic-x", false)),
          new ModalSettings(
              "make onyx",
              "onyx>",
              "a; b",
              "bad",
              new DumpSettings(
                  Duration.ofMinutes(65), Duration.ofSeconds(66), "/mnt/onyx", "onyx-x", false)),
          new ModalSettings(
              "make viptela",
              "viptela>",
              "a; b",
              "bad",
              new DumpSettings(
                  Duration.ofMinutes(67),
                  Duration.ofSeconds(68),
                  "/mnt/viptela",
                  "viptela-x",
                  true)),
          new ModalSettings(
              "make iosxe",
              "iosxe>",
              "a; b",
              "bad",
              new DumpSettings(
                  Duration.ofMinutes(69), Duration.ofSeconds(70), "/mnt/iosxe", "iosxe-x", true)),
          new GenericSettings(
              "make",
              "g-x",
              "/mnt/{file}",
              "rm {dump}",
              Duration.ofMinutes(71),
              Duration.ofSeconds(72)));

  static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("cumulus.generate-command", "sudo -n cl-support"),
          Map.entry("cumulus.delete-command", "sudo -n rm -f {dump}"),
          Map.entry("cumulus.older-generate-command", "cl-support"),
          Map.entry("cumulus.older-delete-command", "rm -f {dump}"),
          Map.entry("cumulus.compare-digest", "false"),
          Map.entry("cumulus.generate-timeout", "61 min"),
          Map.entry("cumulus.command-timeout", "62 s"),
          Map.entry("cumulus.directory", "/mnt/cumulus"),
          Map.entry("cumulus.name-pattern", "cumulus-x"),
          Map.entry("cumulus.delete-after-fetch", "false"),
          Map.entry("sonic.since", "yesterday"),
          Map.entry("sonic.busy-tries", "3"),
          Map.entry("sonic.busy-wait", "4 s"),
          Map.entry("sonic.generate-timeout", "63 min"),
          Map.entry("sonic.command-timeout", "64 s"),
          Map.entry("sonic.directory", "/mnt/sonic"),
          Map.entry("sonic.name-pattern", "sonic-x"),
          Map.entry("sonic.delete-after-fetch", "false"),
          Map.entry("onyx.command", "make onyx"),
          Map.entry("onyx.prompt", "onyx>"),
          Map.entry("onyx.prepare", "a; b"),
          Map.entry("onyx.failure-pattern", "bad"),
          Map.entry("onyx.generate-timeout", "65 min"),
          Map.entry("onyx.command-timeout", "66 s"),
          Map.entry("onyx.directory", "/mnt/onyx"),
          Map.entry("onyx.name-pattern", "onyx-x"),
          Map.entry("onyx.delete-after-fetch", "false"),
          Map.entry("viptela.command", "make viptela"),
          Map.entry("viptela.prompt", "viptela>"),
          Map.entry("viptela.prepare", "a; b"),
          Map.entry("viptela.failure-pattern", "bad"),
          Map.entry("viptela.generate-timeout", "67 min"),
          Map.entry("viptela.command-timeout", "68 s"),
          Map.entry("viptela.directory", "/mnt/viptela"),
          Map.entry("viptela.name-pattern", "viptela-x"),
          Map.entry("viptela.delete-after-fetch", "true"),
          Map.entry("iosxe.command", "make iosxe"),
          Map.entry("iosxe.prompt", "iosxe>"),
          Map.entry("iosxe.prepare", "a; b"),
          Map.entry("iosxe.failure-pattern", "bad"),
          Map.entry("iosxe.generate-timeout", "69 min"),
          Map.entry("iosxe.command-timeout", "70 s"),
          Map.entry("iosxe.directory", "/mnt/iosxe"),
          Map.entry("iosxe.name-pattern", "iosxe-x"),
          Map.entry("iosxe.delete-after-fetch", "true"),
          Map.entry("generic.command", "make"),
          Map.entry("generic.name-pattern", "g-x"),
          Map.entry("generic.fetch-path", "/mnt/{file}"),
          Map.entry("generic.delete-command", "rm {dump}"),
          Map.entry("generic.generate-timeout", "71 min"),
          Map.entry("generic.command-timeout", "72 s"));

  private PlatformSamples() {}

  private static DumpSettings dumps(
      int minutes, String directory, String pattern, boolean deleteAfterFetch) {
    return new DumpSettings(
        Duration.ofMinutes(minutes), Duration.ofSeconds(60), directory, pattern, deleteAfterFetch);
  }
}
