package io.netdepot.cli;

import io.netdepot.cli.HostKeyFile.PinnedKey;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netdepot host-keys}. */
@Command(
    name = "host-keys",
    description = {
      "Lists the pinned host keys of switches, or forgets that of a replaced switch.",
      "  netdepot host-keys [list]",
      "  netdepot host-keys forget ADDRESS"
    })
final class HostKeysCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(
      arity = "0..2",
      paramLabel = "WHAT",
      description = "list, or forget and the address of a switch.")
  private List<String> words = List.of();

  HostKeysCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    boolean list = words.isEmpty() || words.equals(List.of("list"));
    boolean forget = words.size() == 2 && words.getFirst().equals("forget");
    if (!list && !forget) {
      throw new CommandProblem(
          "Write 'netdepot host-keys list' or 'netdepot host-keys forget ADDRESS'.");
    }
    HostKeyFile keys = parts.files().hostKeys(options.load(parts, List.of()).store().data());
    PrintStream out = parts.terminal().out();
    if (forget) {
      String address = words.getLast();
      if (!keys.forget(address)) {
        throw new CommandProblem(
            "No host key is pinned for " + address + "; 'netdepot host-keys list' shows them all.");
      }
      out.println("Forgotten. The next key that " + address + " shows is pinned.");
      return 0;
    }
    List<PinnedKey> pinned = keys.list();
    if (pinned.isEmpty()) {
      out.println("No host key is pinned yet.");
    }
    for (PinnedKey key : pinned) {
      out.println(key.address() + "  " + key.type() + "  " + key.fingerprint());
    }
    return 0;
  }
}
