package io.netdepot;

import io.netdepot.cli.CommandParts;
import io.netdepot.cli.NetdepotCommand;
import io.netdepot.cli.Terminal;
import java.nio.file.Path;

/** The main class: wires the commands and runs the one that was typed. */
public final class Netdepot {
  private Netdepot() {}

  public static void main(String[] args) {
    // The launcher tells what only it knows: its own folder and which streams are terminals.
    Path current = Path.of("").toAbsolutePath();
    Path home = Path.of(System.getProperty("netdepot.home", current.toString()));
    Terminal terminal =
        Terminal.ofProcess(
            Boolean.getBoolean("netdepot.in-terminal"),
            Boolean.getBoolean("netdepot.out-terminal"));
    CommandParts parts =
        new CommandParts(
            home,
            current,
            System.getenv(),
            terminal,
            new DepotStarter(),
            new DepotFiles(),
            new DepotCare(),
            new DepotRecorder(),
            SimulatedDemo::start);
    System.exit(NetdepotCommand.commandLine(parts).execute(args));
  }
}
