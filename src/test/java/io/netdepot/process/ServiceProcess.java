package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * {@code netdepot serve} in a process of its own, on free ports. What it prints goes to files: a
 * pipe that nobody reads would stop it.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final String READY = "Netdepot ready at ";
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private ServiceProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the service on a data directory; it need not be ready when this returns.
   *
   * @param folder where what it prints goes
   * @param settings beside the free ports
   */
  public static ServiceProcess start(
      ProductJava java, Path folder, Path data, Map<String, String> settings) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString()));
    arguments.addAll(List.of("--port", "0", "--set", "management.port=0"));
    settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return start(folder, java.command(arguments), Map.of());
  }

  /** Starts a command line with nothing of ours in its environment but what is given. */
  static ServiceProcess start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path out = Files.createTempFile(folder, "serve", ".out");
    Path err = Files.createTempFile(folder, "serve", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("NETDEPOT_"));
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new ServiceProcess(builder.start(), out, err);
  }

  /** Waits for the line that says it is ready, and returns the address in it. */
  public URI awaitReady() {
    Awaitility.await("the service is ready")
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> readyAt().isPresent() || !process.isAlive());
    return readyAt()
        .orElseThrow(() -> new AssertionError("The service ended before it was ready:\n" + log()));
  }

  private Optional<URI> readyAt() {
    return output().stream()
        .filter(line -> line.startsWith(READY))
        .map(line -> URI.create(line.substring(READY.length())))
        .findFirst();
  }

  /** The lines on standard output so far. */
  public List<String> output() {
    return read(out).lines().toList();
  }

  /** What is on standard error so far: the log. */
  public String log() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: the service has no chance to do anything. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The most memory it has had resident so far, in KiB, as the system counts it. */
  public long peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Where the process has a path of its own file system, which may not be ours. */
  Path inside(Path path) {
    return Path.of("/proc", Long.toString(process.pid()), "root" + path);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and returns the exit status. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  /** Kills what is still there. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
