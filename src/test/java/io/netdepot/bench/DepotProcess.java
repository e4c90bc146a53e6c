package io.netdepot.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service in a process of its own, started by the launcher as its users start it. */
final class DepotProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final String PASSWORD = "bench-of-the-depot";

  private final Child child;
  private final URI address;
  private final Duration readyAfter;
  private final Path data;

  private DepotProcess(Child child, URI address, Duration readyAfter, Path data) {
    this.child = child;
    this.address = address;
    this.readyAfter = readyAfter;
    this.data = data;
  }

  /**
   * Starts it on a free port and waits for its ready line.
   *
   * @param javaOptions such as {@code -Xmx256m}, which come after the launcher's own; may be empty
   */
  static DepotProcess start(
      Workbench bench, Path data, String javaOptions, Map<String, String> settings)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(bench.home().resolve("netdepot").toString());
    command.addAll(List.of("serve", "--data", data.toString(), "--port", "0"));
    command.addAll(List.of("--set", "management.port=0"));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NETDEPOT_RW_PASSWORD", PASSWORD);
    builder.environment().put("NETDEPOT_RO_PASSWORD", PASSWORD + "-ro");
    // Those of the environment come last: a recording for a profile, for one.
    builder.environment().merge("NETDEPOT_JAVA_OPTS", javaOptions, (own, ours) -> ours + " " + own);
    long started = System.nanoTime();
    Child child = Child.start(bench, "depot", builder);
    URI address = URI.create(child.awaitLine("Netdepot ready at ", READY_LIMIT));
    return new DepotProcess(child, address, Duration.ofNanos(System.nanoTime() - started), data);
  }

  URI address() {
    return address;
  }

  /** From the start of the launcher to the ready line. */
  Duration readyAfter() {
    return readyAfter;
  }

  Path data() {
    return data;
  }

  Child child() {
    return child;
  }

  /** A client that may read and write. */
  DepotApi api() {
    return new DepotApi(address, "rw-user", PASSWORD);
  }

  @Override
  public void close() {
    child.close();
  }
}
