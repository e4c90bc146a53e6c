package io.netdepot.cli;

import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.recording.RecordingRefusedException;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netdepot simulate}. */
@Command(
    name = "simulate",
    description = "Plays the recording of a device on loopback until it is stopped (Ctrl+C).")
final class SimulateCommand implements Callable<Integer> {
  private final CommandParts parts;

  // Never read: picocli acts on it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Parameters(paramLabel = "FILE", description = "The recording; docs/recordings.md describes it.")
  private Path file = Path.of("");

  @Option(
      names = "--address",
      paramLabel = "IP",
      description = "Where it listens, on loopback; 127.0.0.1 when not given.")
  private String address = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port of SSH; a free one when not given.")
  private int port;

  @Option(
      names = "--https-port",
      paramLabel = "N",
      description = "The port of its REST API, if it has one; a free one when not given.")
  private int httpsPort;

  SimulateCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem, InterruptedException {
    RecordedSwitch device = device(recording());
    PrintStream out = parts.terminal().out();
    try (StopOnSignal signal = StopOnSignal.install();
        RecordedFleet fleet = RecordedFleet.start(port, httpsPort, List.of(device))) {
      signal.closes(() -> close(fleet));
      signal.closes(() -> tell(device, out));
      out.println(ready(device.recording(), fleet));
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException e) {
      throw new CommandProblem(
          "The device cannot listen at " + address + ": " + e.getMessage() + ".");
    }
  }

  private static void close(RecordedFleet fleet) {
    try {
      fleet.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Recording recording() throws CommandProblem {
    Path found = parts.current().resolve(file);
    try {
      return RecordingReader.read(found);
    } catch (RecordingRefusedException e) {
      throw new CommandProblem(e.problems().stream().map(problem -> problem.toString()).toList());
    } catch (NoSuchFileException e) {
      throw new CommandProblem("There is no file " + found + ".");
    } catch (IOException e) {
      throw new CommandProblem(found + " " + e.getMessage() + ".");
    }
  }

  private RecordedSwitch device(Recording recording) throws CommandProblem {
    try {
      return RecordedSwitch.of(recording, address);
    } catch (IllegalArgumentException e) {
      throw new CommandProblem(String.valueOf(e.getMessage()));
    }
  }

  private String ready(Recording recording, RecordedFleet fleet) {
    String logins =
        recording.logins().stream()
            .map(login -> login.user() + " / " + login.password())
            .reduce((one, other) -> one + ", " + other)
            .orElse("nobody may log in");
    return "Device ready: "
        + recording.identity().platform()
        + " at "
        + address
        + ", SSH on port "
        + fleet.sshPort()
        + (recording.hasHttp() ? ", HTTPS on port " + fleet.httpsPort() : "")
        + ", login "
        + logins
        + ". Ctrl+C stops it.";
  }

  private static void tell(RecordedSwitch device, PrintStream out) {
    out.println("Asked: " + device.asked().size() + " times.");
    device.unexpected().forEach(asked -> out.println("Unknown to the recording: " + asked));
    out.flush();
  }
}
