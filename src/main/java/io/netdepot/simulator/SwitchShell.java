package io.netdepot.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The shell of a switch: finds the program that a command line means. */
final class SwitchShell {
  private static final List<String> GENERATE =
      List.of("nv", "action", "generate", "system", "tech-support");
  private static final List<String> LIST = List.of("nv", "show", "system", "tech-support");
  private static final List<String> VERSION = List.of("nv", "show", "system", "version");
  private static final List<String> DELETE =
      List.of("nv", "action", "delete", "system", "tech-support", "files");
  private static final List<String> SUDO = List.of("sudo", "-n");
  private static final List<String> JSON = List.of("-o", "json");
  private static final int NOT_FOUND = 127;
  private static final int SYNTAX_ERROR = 2;

  private final FleetFiles files;

  SwitchShell(FleetFiles files) {
    this.files = files;
  }

  Program find(SimulatedSwitch simulated, String line) {
    List<String> words;
    try {
      words = ShellWords.split(line);
    } catch (IllegalArgumentException e) {
      return complaint("bash: syntax not simulated: " + e.getMessage(), SYNTAX_ERROR);
    }
    Optional<Program> image = new ImagePrograms(simulated, files.imagesOf(simulated)).find(words);
    if (image.isPresent()) {
      return image.get();
    }
    if (startsWith(words, GENERATE)) {
      return new GenerateProgram(simulated, files, after(words, GENERATE));
    }
    if (startsWith(words, LIST)) {
      return list(simulated, after(words, LIST));
    }
    if (words.equals(VERSION)) {
      return SwitchShell::version;
    }
    if (startsWith(words, DELETE) && words.size() == DELETE.size() + 1) {
      return new DeleteProgram(simulated, files, words.getLast());
    }
    if (startsWith(words, SUDO)) {
      return new SudoProgram(simulated, after(words, SUDO));
    }
    if (words.isEmpty() || words.getFirst().equals("nv")) {
      return invalid(words);
    }
    return complaint("bash: " + words.getFirst() + ": command not found", NOT_FOUND);
  }

  // The layout is that of other listings of NVUE; which rows there are is not documented.
  private static OptionalInt version(Terminal terminal) throws IOException {
    terminal.print("        operational");
    terminal.print("------  ------------------");
    terminal.print("image   nvos-25.02.4282");
    return Terminal.DONE;
  }

  private static Program list(SimulatedSwitch simulated, List<String> options) {
    boolean wrapped = options.isEmpty() || !options.getFirst().equals("files");
    List<String> format = wrapped ? options : options.subList(1, options.size());
    if (format.isEmpty() || format.equals(JSON)) {
      return new ListProgram(simulated, !format.isEmpty(), wrapped);
    }
    return invalid(options);
  }

  private static Program invalid(List<String> words) {
    return complaint("Invalid command: " + String.join(" ", words), 1);
  }

  private static Program complaint(String text, int status) {
    return terminal -> {
      terminal.fail(text);
      return OptionalInt.of(status);
    };
  }

  private static boolean startsWith(List<String> words, List<String> prefix) {
    return words.size() >= prefix.size() && words.subList(0, prefix.size()).equals(prefix);
  }

  private static List<String> after(List<String> words, List<String> prefix) {
    return words.subList(prefix.size(), words.size());
  }
}
