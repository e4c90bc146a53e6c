package io.netdepot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netdepot restore}. */
@Command(
    name = "restore",
    description = {
      "Brings a backup back into the data directory, which must be missing or empty.",
      "Everything is checked on the way."
    })
final class RestoreCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "DIR", description = "The folder of the backup.")
  private Path named = Path.of("");

  RestoreCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    Path data = options.load(parts, List.of()).store().data();
    Path folder = parts.current().resolve(named).normalize();
    DataCare.Report report;
    try (ProgressLine line = new ProgressLine(parts.terminal())) {
      report = parts.care().restore(folder, data, line);
    }
    report.sentences().forEach(parts.terminal().out()::println);
    return report.whole() ? 0 : 1;
  }
}
