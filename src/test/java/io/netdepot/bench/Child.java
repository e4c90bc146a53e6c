package io.netdepot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that we started: how it says that it is ready, what it takes, and how it ends. */
final class Child implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  private static final Duration IDLE_LOOK = Duration.ofMillis(300);
  private static final String END = "\0";

  private final String name;
  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Child(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
  }

  /** Starts a process; its standard error goes to a file in the bench's folder. */
  static Child start(Workbench bench, String name, ProcessBuilder command) throws IOException {
    Path errors = Files.createTempFile(bench.folder(), name + "-", ".log");
    Process process = command.redirectError(errors.toFile()).start();
    Child child = bench.keep(new Child(name, process, errors));
    Thread.ofPlatform().daemon().name(name + "-output").start(child::readOutput);
    return child;
  }

  long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  void tell(String line) throws IOException {
    process.outputWriter().append(line).append('\n').flush();
  }

  /**
   * Waits for a line of standard output that begins so, and forgets those before it.
   *
   * @return what stands after the beginning
   * @throws IOException when the process ends without it, or takes too long
   */
  String awaitLine(String beginning, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new IOException(name + " did not say '" + beginning + "…': " + errors());
      }
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length()).strip();
      }
    }
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // It was killed: nobody reads on.
    } finally {
      lines.add(END);
    }
  }

  /** Waits for a process that ends by itself, and requires that it ended well. */
  void awaitEnd(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(name + " did not end within " + limit.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with " + process.exitValue() + ": " + errors());
    }
  }

  /** What the system says about it now. */
  ProcessState state() throws IOException {
    return ProcessState.of(process.pid());
  }

  /** The processor time it took so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Waits until it does nothing: what it does afterwards belongs to no measurement. */
  void awaitIdle(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Duration before = cpu();
    while (true) {
      Thread.sleep(IDLE_LOOK);
      Duration now = cpu();
      if (now.minus(before).compareTo(IDLE_LOOK.dividedBy(10)) <= 0) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " was not idle within " + limit.toSeconds() + " s");
      }
      before = now;
    }
  }

  private String errors() throws IOException {
    List<String> lines = Files.readAllLines(errors);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** Asks it to end, and kills it and all it started when it does not. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(name + " did not stop when it was asked to, and is killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return name;
  }
}
