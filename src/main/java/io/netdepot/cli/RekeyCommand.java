package io.netdepot.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netdepot rekey}. */
@Command(
    name = "rekey",
    description = {
      "Makes a new key for the kept passwords of switches and remote servers.",
      "The service must not be running."
    })
final class RekeyCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--lost",
      description = "The old key is lost: leave behind the passwords that cannot be read any more.")
  private boolean lost;

  RekeyCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    DataCare.Report report =
        parts.care().rekey(options.load(parts, List.of()).store().data(), lost);
    report.sentences().forEach(parts.terminal().out()::println);
    return report.whole() ? 0 : 1;
  }
}
