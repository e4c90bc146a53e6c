package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandTest {
  @TempDir Path folder;

  @Test
  void writesWhatItIsGivenForItsOwnerAlone() throws Exception {
    CommandRun run = new CommandRun(folder);
    run.input = "s3cret\n";

    int status =
        run.run(
            "record",
            "10.0.0.1",
            "--user",
            "jdoe",
            "--platform",
            "onyx",
            "--port",
            "2222",
            "--command",
            "show version",
            "--command",
            "show users",
            "--generate",
            "-o",
            "a.device");

    assertThat(status).as(run.err()).isZero();
    Path file = folder.resolve("a.device");
    assertThat(file).hasContent("recording 1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(run.out())
        .contains(
            "Masked: 2 × IPv4 address.", "On the device lies since: /a.tgz", "  2: banner Acme")
        .doesNotContain("s3cret");
    DeviceRecorder.Request request = run.asked.orElseThrow();
    assertThat(request.platform()).hasValue("onyx");
    assertThat(request.port()).hasValue(2222);
    assertThat(request.rest()).isFalse();
    assertThat(request.delete()).isFalse();
    assertThat(request.commands()).isEqualTo(List.of("show version", "show users"));
    assertThat(request.generate()).isTrue();
    assertThat(run.typed).contains("s3cret");
  }

  @Test
  void overwritesNothing() throws Exception {
    Files.writeString(folder.resolve("a.device"), "mine");
    CommandRun run = new CommandRun(folder);

    assertThat(run.run("record", "10.0.0.1", "--user", "jdoe", "-o", "a.device")).isNotZero();

    assertThat(run.err()).contains("There is a file", "name another one");
    assertThat(folder.resolve("a.device")).hasContent("mine");
    assertThat(run.asked).isEmpty();
  }

  @Test
  void missesAFileOfSwitchesThatIsNamed() {
    CommandRun run = new CommandRun(folder);

    assertThat(
            run.run(
                "record", "10.0.0.1", "--user", "jdoe", "--switches", "x.yaml", "-o", "a.device"))
        .isNotZero();

    assertThat(run.err()).contains("There is no file of switches " + folder.resolve("x.yaml"));
    assertThat(run.asked).isEmpty();
  }

  @Test
  void deletesOnlyWhatItMakes() {
    CommandRun run = new CommandRun(folder);

    assertThat(run.run("record", "10.0.0.1", "--user", "jdoe", "--delete", "-o", "a.device"))
        .isNotZero();

    assertThat(run.err()).contains("--delete deletes what --generate makes; write both");
    assertThat(run.asked).isEmpty();
  }

  @Test
  void leavesWhatIsNotGivenToTheFileOfSwitches() {
    CommandRun run = new CommandRun(folder);
    run.input = "s3cret\n";

    assertThat(run.run("record", "10.0.0.1", "--user", "jdoe", "--rest", "-o", "a.device"))
        .as(run.err())
        .isZero();

    DeviceRecorder.Request request = run.asked.orElseThrow();
    assertThat(request.rest()).isTrue();
    assertThat(request.platform()).isEmpty();
    assertThat(request.port()).isEmpty();
    assertThat(request.restPort()).isEmpty();
  }

  @Test
  void wantsToKnowWhoLogsIn() {
    CommandRun run = new CommandRun(folder);

    assertThat(run.run("record", "10.0.0.1", "-o", "a.device")).isNotZero();

    assertThat(run.err()).contains("either --profile NAME or --user NAME");
  }
}
