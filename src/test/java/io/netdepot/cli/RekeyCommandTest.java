package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RekeyCommandTest {
  private final CommandRun command;

  RekeyCommandTest(@TempDir Path folder) {
    this.command = new CommandRun(folder);
  }

  @Test
  void changesTheKeyAndSaysWhatCameOfIt() {
    assertThat(command.run("rekey", "--data", "depot")).isZero();
    assertThat(command.cared).containsExactly("rekey depot");
    assertThat(command.out()).isEqualTo("Done.\n");
  }

  @Test
  void endsWithOneWhenPasswordsAreLost() {
    command.report = new DataCare.Report(false, List.of("One is lost."));
    assertThat(command.run("rekey", "--lost", "--data", "depot")).isEqualTo(1);
    assertThat(command.cared).containsExactly("rekey depot lost");
    assertThat(command.out()).isEqualTo("One is lost.\n");
  }
}
