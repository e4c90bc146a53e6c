package io.netdepot.bench;

import io.netdepot.simulator.LoopbackAddresses;
import io.netdepot.simulator.SimulatorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fleet of simulated switches in a process of its own, so that its work is not the depot's. */
final class SimulatorProcess implements AutoCloseable {
  static final String USER = "admin";

  /**
   * The one that every client of both sides has, so that no side's choice makes its logins dear.
   */
  static final String SAME_KEY_EXCHANGE = "curve25519-sha256";

  private static final Duration READY_LIMIT = Duration.ofMinutes(5);
  private static final String FIRST_ADDRESS = "127.1.0.1";

  private final Child child;
  private final List<String> addresses;
  private final int port;

  private SimulatorProcess(Child child, List<String> addresses, int port) {
    this.child = child;
    this.addresses = addresses;
    this.port = port;
  }

  /**
   * Starts so many switches and waits until they listen and their content is made.
   *
   * @param key whose public half logs in
   * @param options as the simulator's help tells
   */
  static SimulatorProcess start(Workbench bench, int switches, SshKey key, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Djava.io.tmpdir=" + bench.folder()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SimulatorMain.class.getName());
    command.addAll(List.of("--switches=" + switches, "--first-address=" + FIRST_ADDRESS));
    command.addAll(List.of("--user=" + USER, "--authorized-keys=" + key.publicHalf()));
    command.addAll(List.of(options));
    Child child = Child.start(bench, "simulator", new ProcessBuilder(command));
    String ready = child.awaitLine("Simulator ready: ", READY_LIMIT);
    return new SimulatorProcess(
        child,
        LoopbackAddresses.from(FIRST_ADDRESS, switches),
        Integer.parseInt(ready.substring(ready.lastIndexOf(' ') + 1)));
  }

  List<String> addresses() {
    return addresses;
  }

  /** Of every switch. */
  int port() {
    return port;
  }

  Child child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
