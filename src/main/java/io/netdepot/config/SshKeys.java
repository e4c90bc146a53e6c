package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.size;
import static io.netdepot.config.SettingForm.word;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of SSH, declared once: name, default, form. */
final class SshKeys {
  private static final SettingKey<Integer> PORT = new SettingKey<>("ssh.port", "22", port(1, 22));
  private static final SettingKey<SshSettings.HostKeys> HOST_KEYS =
      new SettingKey<>("ssh.host-keys", "accept-new", word(SshSettings.HostKeys.class));
  private static final SettingKey<Duration> CONNECT_TIMEOUT =
      new SettingKey<>("ssh.connect-timeout", "30 s", duration(MOMENT, "30 s"));
  private static final SettingKey<Duration> LOGIN_TIMEOUT =
      new SettingKey<>("ssh.login-timeout", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<Integer> HANDSHAKES =
      new SettingKey<>("ssh.handshakes", "0", number(0, 100_000, "logins", 16));
  static final SettingKey<Integer> TRANSFERS =
      new SettingKey<>("ssh.transfers", "16", number(1, 100_000, "transfers", 16));
  static final SettingKey<Integer> CONNECTIONS =
      new SettingKey<>("ssh.connections", "1024", number(1, 100_000, "connections", 1024));
  private static final SettingKey<Duration> KEEP_ALIVE =
      new SettingKey<>("ssh.keep-alive", "15 s", duration(MOMENT, "15 s"));
  private static final SettingKey<Integer> KEEP_ALIVE_MISSES =
      new SettingKey<>("ssh.keep-alive-misses", "4", number(1, 1000, "missed answers", 4));
  private static final SettingKey<DataSize> MAX_OUTPUT =
      new SettingKey<>("ssh.max-output", "1 MiB", size(DataSize.BYTE, "1 MiB"));

  /** The file with the private key for one profile, whose name is the rest of the key. */
  static final String KEY_PREFIX = "ssh.key.";

  private static final SettingForm<Path> KEY_FORM = path("/etc/netdepot/id_ed25519");

  static final List<SettingKey<?>> ALL =
      List.of(
          PORT,
          HOST_KEYS,
          CONNECT_TIMEOUT,
          LOGIN_TIMEOUT,
          HANDSHAKES,
          TRANSFERS,
          CONNECTIONS,
          KEEP_ALIVE,
          KEEP_ALIVE_MISSES,
          MAX_OUTPUT);

  private SshKeys() {}

  static SshSettings read(SettingValues values) {
    return new SshSettings(
        values.get(PORT),
        values.get(HOST_KEYS),
        values.get(CONNECT_TIMEOUT),
        values.get(LOGIN_TIMEOUT),
        values.get(HANDSHAKES),
        values.get(TRANSFERS),
        values.get(CONNECTIONS),
        values.get(KEEP_ALIVE),
        values.get(KEEP_ALIVE_MISSES),
        values.get(MAX_OUTPUT),
        values.getAll(KEY_PREFIX, KEY_FORM));
  }
}
