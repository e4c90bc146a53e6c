package io.netdepot.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Asks for a password. */
@FunctionalInterface
interface PasswordPrompt {
  /** Reads it; the caller wipes it. */
  char[] read(String user) throws CommandProblem;

  /** A terminal, where nothing that is typed shows; without one, the first line of the input. */
  static PasswordPrompt at(Terminal terminal) {
    // Java has no console when its output goes elsewhere, even if somebody types the input.
    Optional<Console> console =
        terminal.typed() ? Optional.ofNullable(System.console()) : Optional.empty();
    return user -> console.isPresent() ? twice(console.get(), user) : firstLine(terminal.in());
  }

  /** Asks for a password that exists already, once. */
  static PasswordPrompt once(Terminal terminal) {
    Optional<Console> console =
        terminal.typed() ? Optional.ofNullable(System.console()) : Optional.empty();
    return user ->
        console.isPresent()
            ? typed(console.get(), "Password of %s: ", user)
            : firstLine(terminal.in());
  }

  private static char[] twice(Console console, String user) throws CommandProblem {
    char[] first = typed(console, "New password of %s: ", user);
    char[] second = typed(console, "The same once more for %s: ", user);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new CommandProblem("The two are not the same; nothing was changed.");
    }
    return first;
  }

  private static char[] typed(Console console, String prompt, String user) {
    char[] password = console.readPassword(prompt, user);
    return password == null ? new char[0] : password;
  }

  private static char[] firstLine(InputStream in) throws CommandProblem {
    // One character more than the longest password, so that a longer line is seen to be too long.
    CharBuffer line = CharBuffer.allocate(257);
    try {
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      int character = reader.read();
      while (character >= 0 && character != '\n' && line.hasRemaining()) {
        line.put((char) character);
        character = reader.read();
      }
    } catch (IOException e) {
      throw new CommandProblem("The password cannot be read from the input: " + e.getMessage());
    }
    int length = line.position();
    if (length > 0 && line.get(length - 1) == '\r') {
      length--;
    }
    char[] password = Arrays.copyOf(line.array(), length);
    Arrays.fill(line.array(), '\0');
    return password;
  }
}
