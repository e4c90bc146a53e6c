package io.netdepot.simulator;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code nv action generate system tech-support [since YYYYMMDD | --since=...]}.
 *
 * <p>The texts are those of the NVOS user manual 25.02.4282; the one of a second run at a time is
 * not documented.
 */
final class GenerateProgram implements Program {
  private static final List<DateTimeFormatter> DATES =
      List.of(date("uuuuMMdd"), date("M/d/uuuu"), date("uuuu-MM-dd"));
  private static final int PROGRESS_LINES = 4;

  private final SimulatedSwitch simulated;
  private final FleetFiles files;
  private final List<String> options;

  GenerateProgram(SimulatedSwitch simulated, FleetFiles files, List<String> options) {
    this.simulated = simulated;
    this.files = files;
    this.options = List.copyOf(options);
  }

  @Override
  public OptionalInt run(Terminal terminal) throws IOException, InterruptedException {
    Optional<String> since = since();
    if (since.isEmpty() && !options.isEmpty()) {
      return terminal.fail("Invalid command: " + String.join(" ", options));
    }
    if (since.isPresent() && !isDate(since.get())) {
      return terminal.failAction("invalid date: '" + since.get() + "'");
    }
    if (!simulated.generating().tryAcquire()) {
      return terminal.failAction("Tech-support generation is already in progress");
    }
    try {
      Behaviour behaviour = simulated.behaviour();
      boolean onError = behaviour.take(Fault.OutputOnStandardError.class).isPresent();
      return generate(behaviour, onError ? terminal.onStandardError() : terminal);
    } finally {
      simulated.generating().release();
    }
  }

  private OptionalInt generate(Behaviour behaviour, Terminal terminal)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    terminal.print("Generating system tech-support file, it might take a few minutes...");
    playFaultsOnTheWay(behaviour, terminal);
    Optional<Fault.GenerateFails> fails = behaviour.take(Fault.GenerateFails.class);
    if (fails.isPresent()) {
      return terminal.failAction(fails.get().issue());
    }
    for (int line = 1; line <= PROGRESS_LINES; line++) {
      terminal.print("Action executing ...");
      sleepUntil(started, simulated.generateTime().multipliedBy(line).dividedBy(PROGRESS_LINES));
    }
    String name =
        behaviour
            .take(Fault.NamesPackage.class)
            .map(Fault.NamesPackage::name)
            .orElseGet(simulated.shelf()::nextName);
    if (behaviour.take(Fault.PackageGone.class).isEmpty()) {
      files.put(simulated, name);
    }
    simulated.counts().generates.incrementAndGet();
    boolean named = behaviour.take(Fault.NamesNothing.class).isEmpty();
    terminal.print(
        "Generated tech-support" + (named ? " " + simulated.nameStyle().print(name) : ""));
    terminal.print("Action succeeded");
    return behaviour.take(Fault.NoExitStatus.class).isPresent()
        ? Terminal.NO_STATUS
        : Terminal.DONE;
  }

  private static void playFaultsOnTheWay(Behaviour behaviour, Terminal terminal)
      throws IOException, InterruptedException {
    Optional<Fault.DropsDuringGenerate> drops = behaviour.take(Fault.DropsDuringGenerate.class);
    if (drops.isPresent()) {
      Thread.sleep(drops.get().after());
      terminal.connection().cut();
      terminal.connection().waitForEnd();
    }
    if (behaviour.fallsSilent(Fault.Moment.GENERATE)) {
      terminal.connection().fallSilent();
      terminal.connection().waitForEnd();
    }
    if (behaviour.take(Fault.GenerateHangs.class).isPresent()) {
      terminal.connection().waitForEnd();
    }
    if (behaviour.take(Fault.EndlessOutput.class).isPresent()) {
      String page = "Action executing ...\n".repeat(400);
      while (true) {
        terminal.print(page);
      }
    }
  }

  /** The date asked for, as written; empty when no or other options are there. */
  private Optional<String> since() {
    if (options.size() == 2 && options.getFirst().equals("since")) {
      return Optional.of(options.getLast());
    }
    if (options.size() == 1 && options.getFirst().startsWith("--since=")) {
      return Optional.of(options.getFirst().substring("--since=".length()));
    }
    return Optional.empty();
  }

  private static boolean isDate(String text) {
    return DATES.stream().anyMatch(format -> isDate(text, format));
  }

  private static boolean isDate(String text, DateTimeFormatter format) {
    try {
      LocalDate.parse(text, format);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static DateTimeFormatter date(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static void sleepUntil(long started, Duration afterStart) throws InterruptedException {
    Thread.sleep(afterStart.minusNanos(System.nanoTime() - started));
  }
}
