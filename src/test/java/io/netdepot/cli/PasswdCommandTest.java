package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswdCommandTest {
  private final Path folder;
  private final CommandRun command;

  PasswdCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.command = new CommandRun(folder);
  }

  @Test
  void takesOneLineOfTheInputWhereThereIsNoTerminal() {
    command.input = "pässword with blanks \r\nmore\n";
    assertThat(command.run("passwd", "rw-user", "--data", "depot")).isZero();
    assertThat(command.passwords).containsEntry("rw-user", "pässword with blanks ");
    assertThat(command.opened).contains(folder.resolve("depot"));
    assertThat(command.out()).isEqualTo("The password of rw-user is changed.\n");
  }

  @ParameterizedTest
  @CsvSource({"'', is empty", "1234567, 8 to 256", "'\u00071234567', control characters"})
  void refusesAPasswordThatWillNotDo(String password, String reason) {
    command.input = password + "\n";
    assertThat(command.run("passwd", "ro-user")).isEqualTo(2);
    assertThat(command.err()).contains(reason, "nothing was changed");
    assertThat(command.passwords).isEmpty();
  }

  @Test
  void refusesALineThatIsTooLong() {
    command.input = "x".repeat(257);
    assertThat(command.run("passwd", "ro-user")).isEqualTo(2);
    command.input = "x".repeat(256);
    assertThat(command.run("passwd", "ro-user")).isZero();
  }

  @Test
  void refusesAnInputThatEndsAtOnce() {
    assertThat(command.run("passwd", "ro-user")).isEqualTo(2);
    assertThat(command.passwords).isEmpty();
  }

  @Test
  void refusesAnUnknownUserBeforeItAsks() {
    command.input = "long enough\n";
    assertThat(command.run("passwd", "root")).isEqualTo(2);
    assertThat(command.err()).contains("the users are ro-user and rw-user");
  }
}
