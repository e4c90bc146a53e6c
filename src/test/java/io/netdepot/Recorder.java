package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.cli.CommandParts;
import io.netdepot.cli.NetdepotCommand;
import io.netdepot.cli.Terminal;
import io.netdepot.simulator.RecordedFleet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Types {@code ./netdepot record} in a folder. */
final class Recorder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Path folder;

  Recorder(Path folder) {
    this.folder = folder;
  }

  /** Records the one switch of a fleet; the file. */
  Path record(RecordedFleet fleet, String password, String name, String... more) {
    List<String> all = new ArrayList<>(List.of("--port", Integer.toString(fleet.sshPort())));
    all.addAll(Arrays.asList(more));
    return run(
        fleet.only().address(), folder.resolve("data"), password, name, all.toArray(String[]::new));
  }

  /** Records whatever is at an address; the file. */
  Path run(String address, Path data, String password, String name, String... more) {
    Path file = folder.resolve(name);
    Path home = Path.of("").toAbsolutePath();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)),
            print,
            print,
            false,
            false);
    List<String> words =
        new ArrayList<>(
            List.of("record", address, "--data", data.toString(), "-o", file.toString()));
    words.addAll(Arrays.asList(more));
    int status =
        NetdepotCommand.commandLine(
                new CommandParts(
                    home,
                    folder,
                    Map.of(),
                    terminal,
                    new DepotStarter(),
                    new DepotFiles(),
                    new DepotCare(),
                    new DepotRecorder(),
                    SimulatedDemo::start))
            .execute(words.toArray(String[]::new));
    assertThat(status).as(said()).isZero();
    return file;
  }

  /** What people were told. */
  String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
