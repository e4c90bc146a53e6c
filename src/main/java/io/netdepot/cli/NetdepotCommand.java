package io.netdepot.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of Netdepot, by their names. */
@Command(
    name = "netdepot",
    description = "Collects support packages from network switches and serves them over HTTP.")
public final class NetdepotCommand {
  /** What a wrong command line, wrong settings and other expected problems end with. */
  static final int PROBLEM = CommandLine.ExitCode.USAGE;

  private NetdepotCommand() {}

  /** The command line, ready to {@link CommandLine#execute execute}. */
  public static CommandLine commandLine(CommandParts parts) {
    CommandLine line = new CommandLine(new NetdepotCommand());
    line.addSubcommand(new ServeCommand(parts));
    line.addSubcommand(new DemoCommand(parts));
    line.addSubcommand(new PasswdCommand(parts));
    line.addSubcommand(new HostKeysCommand(parts));
    line.addSubcommand(new BackupCommand(parts));
    line.addSubcommand(new RestoreCommand(parts));
    line.addSubcommand(new RekeyCommand(parts));
    line.addSubcommand(new RecordCommand(parts));
    line.addSubcommand(new SimulateCommand(parts));
    line.setOut(writer(parts.terminal().out()));
    line.setErr(writer(parts.terminal().err()));
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof CommandProblem problem) {
            problem.sentences().forEach(command.getErr()::println);
            return PROBLEM;
          }
          throw exception;
        });
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }
}
