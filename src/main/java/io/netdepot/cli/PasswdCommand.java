package io.netdepot.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code netdepot passwd}. */
@Command(
    name = "passwd",
    description = {
      "Changes the password of a user of the API.",
      "It is asked for twice on a terminal, and read as one line of the input otherwise."
    })
final class PasswdCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "USER", description = "rw-user or ro-user.")
  private String user = "";

  PasswdCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    UserFile users = parts.files().users(options.load(parts, List.of()).store().data());
    if (!users.names().contains(user)) {
      throw new CommandProblem(
          "There is no user of that name; the users are "
              + String.join(" and ", users.names())
              + ".");
    }
    char[] password = PasswordPrompt.at(parts.terminal()).read(user);
    try {
      Optional<String> problem = PasswordRules.problem(password);
      if (problem.isPresent()) {
        throw new CommandProblem(problem.get());
      }
      users.setPassword(user, password);
    } finally {
      Arrays.fill(password, '\0');
    }
    parts.terminal().out().println("The password of " + user + " is changed.");
    return 0;
  }
}
