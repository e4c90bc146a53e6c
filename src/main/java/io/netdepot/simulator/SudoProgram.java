package io.netdepot.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code sudo -n cat <path>} and {@code sudo -n stat -c %s <path>}, for packages only. */
final class SudoProgram implements Program {
  private static final int CHUNK = 128 * 1024;
  private static final List<String> CAT = List.of("cat");
  private static final List<String> STAT = List.of("stat", "-c", "%s");

  private final SimulatedSwitch simulated;
  private final List<String> command;

  /**
   * @param command what stands after {@code sudo -n}
   */
  SudoProgram(SimulatedSwitch simulated, List<String> command) {
    this.simulated = simulated;
    this.command = command.stream().filter(word -> !word.equals("--")).toList();
  }

  @Override
  public OptionalInt run(Terminal terminal) throws IOException {
    if (simulated.behaviour().take(Fault.SudoRefused.class).isPresent()) {
      return terminal.fail("sudo: a password is required");
    }
    if (command.isEmpty()) {
      return terminal.fail("usage: sudo -n command");
    }
    List<String> program = command.subList(0, command.size() - 1);
    String path = command.getLast();
    boolean cat = program.equals(CAT);
    if (!cat && !program.equals(STAT)) {
      return terminal.fail("sudo: " + command.getFirst() + ": command not found");
    }
    Optional<Dump> dump = simulated.shelf().at(path);
    if (dump.isEmpty()) {
      return terminal.fail(
          cat
              ? "cat: " + path + ": No such file or directory"
              : "stat: cannot statx '" + path + "': No such file or directory");
    }
    if (cat) {
      copy(dump.get(), terminal);
    } else {
      terminal.print(String.valueOf(Files.size(dump.get().file())));
    }
    return Terminal.DONE;
  }

  private void copy(Dump dump, Terminal terminal) throws IOException {
    try (DumpChannel channel = DumpChannel.open(simulated, dump, terminal.connection())) {
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      while (channel.read(buffer) >= 0) {
        terminal.out().write(buffer.array(), 0, buffer.position());
        terminal.out().flush();
        buffer.clear();
      }
    }
  }
}
