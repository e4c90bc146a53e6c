package io.netdepot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netdepot backup}. */
@Command(
    name = "backup",
    description = {
      "Copies everything that is kept into a folder, also while the service runs.",
      "A later backup into the same folder copies only what is new, and takes the earlier one's"
          + " place."
    })
final class BackupCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "DIR", description = "A new folder, or one with an earlier backup.")
  private Path named = Path.of("");

  @Option(
      names = "--copy",
      description = {
        "Copy packages and images also on the file system of the data directory,",
        "where a second name of the same file would do: damage of the one leaves the other whole."
      })
  private boolean copy;

  @Option(
      names = "--verify",
      description = "Read every package and image, those of an earlier backup too.")
  private boolean verify;

  BackupCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    Path data = options.load(parts, List.of()).store().data();
    Path folder = parts.current().resolve(named).normalize();
    DataCare.Report report;
    try (ProgressLine line = new ProgressLine(parts.terminal())) {
      report = parts.care().backup(data, folder, new DataCare.Manner(copy, verify), line);
    }
    report.sentences().forEach(parts.terminal().out()::println);
    return report.whole() ? 0 : 1;
  }
}
