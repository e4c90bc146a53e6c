package io.netdepot.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code nv show system tech-support [files] [-o json]}. The JSON has the entry {@code latest},
 * whose path is that of the newest package.
 */
final class ListProgram implements Program {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-52s  %s";

  private final SimulatedSwitch simulated;
  private final boolean json;
  private final boolean wrapped;

  /**
   * @param wrapped whether {@code files} was left out, so that the JSON has it as a key
   */
  ListProgram(SimulatedSwitch simulated, boolean json, boolean wrapped) {
    this.simulated = simulated;
    this.json = json;
    this.wrapped = wrapped;
  }

  @Override
  public OptionalInt run(Terminal terminal) throws IOException {
    boolean empty = simulated.behaviour().take(Fault.EmptyListing.class).isPresent();
    List<Dump> dumps = empty ? List.of() : simulated.shelf().dumps();
    if (json) {
      Map<String, Object> entries = entries(dumps);
      terminal.print(JSON.writeValueAsString(wrapped ? Map.of("files", entries) : entries));
    } else {
      table(terminal, dumps);
    }
    return Terminal.DONE;
  }

  private Map<String, Object> entries(List<Dump> dumps) {
    boolean onlyLatest = simulated.behaviour().take(Fault.OnlyLatestListed.class).isPresent();
    boolean numbered = simulated.behaviour().take(Fault.NumberedListing.class).isPresent();
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Dump dump : onlyLatest ? List.<Dump>of() : dumps) {
      String key = numbered ? String.valueOf(entries.size() + 1) : dump.name();
      entries.put(key, Map.of("path", dump.path()));
    }
    if (!dumps.isEmpty()) {
      entries.put("latest", Map.of("path", dumps.getLast().path()));
    }
    return entries;
  }

  private static void table(Terminal terminal, List<Dump> dumps) throws IOException {
    terminal.print(String.format(Locale.ROOT, ROW, "File name", "Tech-support file path"));
    terminal.print(String.format(Locale.ROOT, ROW, "-".repeat(52), "-".repeat(52)));
    for (Dump dump : dumps) {
      terminal.print(String.format(Locale.ROOT, ROW, dump.name(), dump.path()));
    }
  }
}
