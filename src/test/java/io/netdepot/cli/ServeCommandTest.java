package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private final Path folder;
  private final CommandRun command;

  ServeCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.command = new CommandRun(folder);
  }

  @Test
  void printsOneLineWhenTheServiceAnswers() {
    assertThat(command.run("serve")).isZero();
    assertThat(command.out()).isEqualTo("Netdepot ready at http://127.0.0.1:8080\n");
    assertThat(command.err()).isEmpty();
    assertThat(command.closed).isTrue();
  }

  @Test
  void optionsStandForSettings() throws IOException {
    Files.writeString(folder.resolve("my.properties"), "collect.tries=2\nhttp.port=1");
    assertThat(
            command.run(
                "serve",
                "--data",
                "depot",
                "--port",
                "8099",
                "--routes",
                "steps",
                "--config",
                "my.properties",
                "--set",
                "ssh.port=2222",
                "--set=nvos.name-pattern=a=b"))
        .isZero();
    Settings settings = command.started.orElseThrow();
    assertThat(settings.store().data()).isEqualTo(folder.resolve("depot"));
    assertThat(settings.http().port()).isEqualTo(8099);
    assertThat(settings.routes().directory()).isEqualTo(folder.resolve("steps"));
    assertThat(settings.collect().tries()).isEqualTo(2);
    assertThat(settings.ssh().port()).isEqualTo(2222);
    assertThat(settings.nvos().namePattern()).isEqualTo("a=b");
  }

  @Test
  void aFileOfSchedulesThatIsNamedMustBeThere() throws IOException {
    assertThat(command.run("serve", "--schedules", "mine.yaml")).isNotZero();
    assertThat(command.err()).contains("There is no file of schedules " + folder.resolve("mine"));
    Files.writeString(folder.resolve("mine.yaml"), "");
    assertThat(command.run("serve", "--check", "--schedules", "mine.yaml")).isZero();
  }

  @Test
  void aFileOfSchedulesThatASettingNamesMustBeThere() throws IOException {
    command.environment.put("NETDEPOT_SCHEDULES_FILE", "mine.yaml");
    for (String[] start : List.of(new String[] {"serve"}, new String[] {"serve", "--check"})) {
      assertThat(command.run(start)).isNotZero();
      assertThat(command.err()).contains("There is no file of schedules", "(schedules.file)");
    }
    assertThat(command.started).isEmpty();
    Files.writeString(folder.resolve("mine.yaml"), "");
    assertThat(command.run("serve", "--check")).isZero();
  }

  @Test
  void aFileOfSwitchesThatASettingNamesMustBeThere() throws IOException {
    command.environment.put("NETDEPOT_SWITCHES_FILE", "mine.yaml");
    for (String[] start : List.of(new String[] {"serve"}, new String[] {"serve", "--check"})) {
      assertThat(command.run(start)).isNotZero();
      assertThat(command.err()).contains("There is no file of switches", "(switches.file)");
    }
    assertThat(command.started).isEmpty();
    Files.writeString(folder.resolve("mine.yaml"), "");
    assertThat(command.run("serve", "--check")).isZero();
  }

  @Test
  void passwordsComeFromTheEnvironmentAndAreNotShown() {
    command.environment.put("NETDEPOT_RW_PASSWORD", "long enough");
    command.run("serve");
    UserPasswords given = command.given.orElseThrow();
    assertThat(given.readWrite()).contains("long enough");
    assertThat(given.readOnly()).isEqualTo(Optional.empty());
    assertThat(given.toString()).doesNotContain("long enough");
  }

  @Test
  void anEmptyPasswordInTheEnvironmentIsRefused() {
    command.environment.put("NETDEPOT_RO_PASSWORD", "");
    assertThat(command.run("serve")).isEqualTo(2);
    assertThat(command.err()).startsWith("NETDEPOT_RO_PASSWORD is empty");
  }

  @Test
  void everyWrongSettingIsALineAndNothingStarts() {
    assertThat(command.run("serve", "--port", "x", "--set", "http.prot=1")).isEqualTo(2);
    assertThat(command.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("http.port (--port): 'x' is not"))
        .anyMatch(line -> line.endsWith("did you mean http.port?"));
    assertThat(command.started).isEmpty();
    assertThat(command.out()).isEmpty();
  }

  @Test
  void aProblemAtStartIsToldWithoutAStackTrace() {
    command.problems.add("Port 8080 is in use.");
    assertThat(command.run("serve")).isEqualTo(2);
    assertThat(command.err()).isEqualTo("Port 8080 is in use.\n");
  }

  @Test
  void checkStartsNothing() {
    assertThat(command.run("serve", "--check")).isZero();
    assertThat(command.out())
        .isEqualTo("Settings, routes, schedules, switches and devices are fine.\n");
    assertThat(command.err()).isEqualTo("a remark\n");
    command.problems.add("routes/store.camel.yaml:3 is wrong.");
    assertThat(command.run("serve", "--check")).isEqualTo(2);
    assertThat(command.err()).endsWith("routes/store.camel.yaml:3 is wrong.\n");
    assertThat(command.started).isEmpty();
  }

  @Test
  void helpTellsTheOptions() {
    assertThat(command.run("serve", "--help")).isZero();
    assertThat(command.out()).contains("--routes", "--check").doesNotContain("--version");
  }

  @Test
  void aWrongCommandLineShowsTheUsage() {
    assertThat(command.run()).isEqualTo(2);
    assertThat(command.err()).contains("serve", "demo", "passwd", "host-keys");
    assertThat(command.run("serve", "--prot", "1")).isEqualTo(2);
    assertThat(command.err()).contains("--prot");
    assertThat(command.run("server")).isEqualTo(2);
  }
}
