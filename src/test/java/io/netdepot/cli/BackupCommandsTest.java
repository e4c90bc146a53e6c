package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {
  private final CommandRun command;

  BackupCommandsTest(@TempDir Path folder) {
    this.command = new CommandRun(folder);
  }

  @Test
  void nameTheFolderAndTheDataDirectory() {
    assertThat(command.run("backup", "safe", "--data", "depot")).isZero();
    assertThat(command.run("restore", "safe", "--data", "depot")).isZero();
    assertThat(command.cared).containsExactly("backup depot to safe", "restore safe to depot");
    assertThat(command.out()).isEqualTo("Done.\nDone.\n");
  }

  @Test
  void endWithOneWhenSomethingIsMissing() {
    command.report = new DataCare.Report(false, List.of("One is missing."));
    assertThat(command.run("backup", "safe")).isEqualTo(1);
    assertThat(command.run("restore", "safe")).isEqualTo(1);
  }

  @Test
  void copyAndVerifyWhereThatIsAskedFor() {
    assertThat(command.run("backup", "safe", "--copy", "--data", "depot")).isZero();
    assertThat(command.run("backup", "safe", "--verify", "--data", "depot")).isZero();
    assertThat(command.cared)
        .containsExactly("backup depot to safe by copy", "backup depot to safe and read");
  }

  @Test
  void needAFolder() {
    assertThat(command.run("backup")).isEqualTo(2);
    assertThat(command.run("restore")).isEqualTo(2);
    assertThat(command.cared).isEmpty();
  }
}
