package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.files.PrivateFile;
import io.netdepot.secret.LoginKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  private final Path home;
  private final Path current;

  SettingsLoaderTest(@TempDir Path folder) throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    current = Files.createDirectories(folder.resolve("current"));
    Files.createDirectories(home.resolve("config"));
  }

  private void file(String text) throws IOException {
    Files.writeString(home.resolve("config/application.properties"), text);
  }

  private Settings load(Map<String, String> environment, String... overrides)
      throws InvalidSettings {
    return new SettingsLoader(home, current, environment)
        .load(Optional.empty(), overrides(overrides));
  }

  private static List<SettingOverride> overrides(String... overrides) {
    return List.of(overrides).stream()
        .map(text -> text.split("=", 2))
        .map(pair -> new SettingOverride(pair[0], pair[1], "--set"))
        .toList();
  }

  private List<String> problems(Map<String, String> environment, String... overrides) {
    return catchThrowableOfType(InvalidSettings.class, () -> load(environment, overrides))
        .problems();
  }

  @Test
  void theCommandLineCountsBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws Exception {
    assertThat(load(Map.of()).http().port()).isEqualTo(8080);
    file("http.port=1001");
    assertThat(load(Map.of()).http().port()).isEqualTo(1001);
    Map<String, String> environment = Map.of("NETDEPOT_HTTP_PORT", "1002");
    assertThat(load(environment).http().port()).isEqualTo(1002);
    assertThat(load(environment, "http.port=1003").http().port()).isEqualTo(1003);
    assertThat(load(environment, "http.port=1003", "http.port=1004").http().port()).isEqualTo(1004);
  }

  @Test
  void aWrongValueThatIsOverriddenIsNoProblem() throws Exception {
    file("http.port=many");
    assertThat(load(Map.of(), "http.port=1").http().port()).isEqualTo(1);
  }

  @Test
  void unknownNamesStopTheStartWhereverTheyStand() throws Exception {
    file("#\nhttp.prot=80");
    assertThat(problems(Map.of("NETDEPOT_SSH_PROT", "1"), "collect.stalls=red"))
        .containsExactlyInAnyOrder(
            "No setting is called http.prot (config/application.properties:2); did you mean"
                + " http.port?",
            "Environment variable NETDEPOT_SSH_PROT belongs to no setting; did you mean"
                + " NETDEPOT_SSH_PORT?",
            "No setting is called collect.stalls (--set); did you mean collect.stall?");
  }

  @Test
  void variablesOfTheUsersAndTheLauncherAreNoSettings() throws Exception {
    load(
        Map.of(
            "NETDEPOT_RW_PASSWORD", "secret-one",
            "NETDEPOT_RO_PASSWORD", "secret-two",
            "NETDEPOT_SSHD", "/usr/sbin/sshd",
            "NETDEPOT_JAVA_OPTS", "-Xmx1g",
            "NETDEPOT_JAVA_DIRS", "/opt",
            "NETDEPOT_LOG_LEVEL", "DEBUG",
            "SSH_PORT", "99",
            "PATH", "/bin"));
  }

  @Test
  void variablesThatCannotSpellANameSaySo() {
    assertThat(problems(Map.of("NETDEPOT_SSH_KEY_LAB", "/x")))
        .singleElement()
        .asString()
        .contains("NETDEPOT_SSH_KEY_LAB", "--set");
  }

  @Test
  void passwordsAreNeverSettingsAndNeverShown() throws Exception {
    file("http.rw-password=hunter2hunter2");
    assertThat(
            problems(
                Map.of("NETDEPOT_ADMIN_PASSWORD", "hunter2hunter2"),
                "platform.sonic.password=hunter2hunter2",
                "http.public-url=https://me:hunter2hunter2@depot.example"))
        .hasSize(4)
        .noneMatch(problem -> problem.contains("hunter2"))
        .filteredOn(problem -> problem.contains("netdepot passwd"))
        .hasSize(3);
  }

  @Test
  void aWrongValueIsToldWithItsPlaceItsFormAndAnExample() throws Exception {
    file("ssh.transfers=lots\ncollect.stall=600\n");
    assertThat(
            problems(
                Map.of("NETDEPOT_COLLECT_MAX_PACKAGE", "4 GB"),
                "http.tls=maybe",
                "ssh.port=0",
                "nvos.name-pattern=("))
        .containsExactlyInAnyOrder(
            "ssh.transfers (config/application.properties:1): 'lots' is not a whole number of"
                + " transfers from 1 to 100000; write for example 16.",
            "collect.stall (config/application.properties:2): '600' is not a length of time of at"
                + " least 1 ms, a number and one of the units ms, s, min, h, d; write for example"
                + " 10 min.",
            "collect.max-package (environment variable NETDEPOT_COLLECT_MAX_PACKAGE): '4 GB' is"
                + " not a size of at least 1 B, a number and one of the units B, KiB, MiB, GiB,"
                + " TiB; write for example 4 GiB.",
            "http.tls (--set): 'maybe' is not one of files, off, self-signed; write for example"
                + " off.",
            "ssh.port (--set): '0' is not a port, a whole number from 1 to 65535; write for"
                + " example 22.",
            "nvos.name-pattern (--set): '(' is not a regular expression of Java; write for example"
                + " dump_\\S+\\.tar\\.gz.");
  }

  @Test
  void pathsStartWhereTheyWereWritten() throws Exception {
    file("routes.directory=my routes");
    Settings settings = load(Map.of("NETDEPOT_DATA", "depot"));
    assertThat(settings.routes().directory()).isEqualTo(home.resolve("my routes"));
    assertThat(settings.store().data()).isEqualTo(current.resolve("depot"));
    assertThat(load(Map.of()).store().data()).isEqualTo(home.resolve("data"));
  }

  @Test
  void anotherFileTakesThePlaceOfTheUsualOne() throws Exception {
    file("http.port=1");
    Files.writeString(current.resolve("my.properties"), "http.workers=7");
    Settings settings =
        new SettingsLoader(home, current, Map.of())
            .load(Optional.of(Path.of("my.properties")), List.of());
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().workers()).isEqualTo(7);
  }

  @Test
  void aFileThatWasAskedForMustBeThere() {
    SettingsLoader loader = new SettingsLoader(home, current, Map.of());
    assertThat(
            catchThrowableOfType(
                    InvalidSettings.class,
                    () -> loader.load(Optional.of(Path.of("none.properties")), List.of()))
                .problems())
        .containsExactly("There is no settings file none.properties.");
  }

  @Test
  void keysOfProfilesAreReadByName() throws Exception {
    LoginKeys.write(home.resolve("id"));
    file("ssh.key.lab\\ 2=id");
    assertThat(load(Map.of()).ssh().keys()).isEqualTo(Map.of("lab 2", home.resolve("id")));
    assertThat(problems(Map.of(), "ssh.key.lab=missing"))
        .containsExactly(
            "ssh.key.lab names the file '"
                + current.resolve("missing")
                + "', which is not there or cannot be read.");
    Path notes = current.resolve("notes");
    PrivateFile.write(notes, new byte[] {1});
    assertThat(problems(Map.of(), "ssh.key.lab=notes"))
        .containsExactly(
            "ssh.key.lab names the file '"
                + notes
                + "', which holds no private key in OpenSSH or PEM format.");
    Path open = LoginKeys.write(current.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(problems(Map.of(), "ssh.key.lab=open"))
        .containsExactly(
            "ssh.key.lab names the file '"
                + open
                + "', which may be used by others than its owner; run 'chmod 600 "
                + open
                + "', and give another key if they may have read it.");
  }

  @Test
  void routesGetEverySettingAndTheFreeKeysOfPlatforms() throws Exception {
    file("platform.sonic.dump-command=show techsupport\nnvos.since=yesterday\nhttp.tls=off");
    assertThat(
            load(Map.of(), "nvos.generate-timeout=20 min", "ssh.max-output=2 MiB").placeholders())
        .containsEntry("platform.sonic.dump-command", "show techsupport")
        .containsEntry("nvos.since", "yesterday")
        .containsEntry("nvos.generate-timeout", "1200000")
        .containsEntry("nvos.delete-after-fetch", "true")
        .containsEntry("nvos.name-pattern", "nvos_dump_\\S+_\\d{8}_\\d{6}\\.tar\\.gz")
        .containsEntry("ssh.max-output", "2097152")
        .containsEntry("ssh.host-keys", "accept-new")
        .containsEntry("http.public-url", "")
        .hasSize(SettingKeys.ALL.size() + 1);
  }

  @Test
  void aRetiredNameSaysWhatToWriteNow() {
    SettingsLoader loader =
        new SettingsLoader(home, current, Map.of(), Map.of("http.threads", "write http.workers."));
    assertThat(
            catchThrowableOfType(
                    InvalidSettings.class,
                    () -> loader.load(Optional.empty(), overrides("http.threads=3")))
                .problems())
        .containsExactly("http.threads (--set) is no longer a setting: write http.workers.");
  }

  @Test
  void theLimitOfFailedLoginsHasAnotherNameNow() {
    assertThat(problems(Map.of(), "vmanage.failed-logins=3"))
        .containsExactly(
            "vmanage.failed-logins (--set) is no longer a setting: it counts on all APIs; write"
                + " http.failed-logins");
  }
}
