package io.netdepot;

import io.netdepot.simulator.ContentCache;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Simulated switches that come up one by one, all on the same port; for one thread. */
final class SwitchSite implements AutoCloseable {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static final long SMALL = 64 * 1024L;

  private final ContentCache content;
  private final List<SimulatedFleet> fleets = new ArrayList<>();
  private final int port;

  private SwitchSite(ContentCache content, SimulatedFleet first) {
    this.content = content;
    this.port = first.port();
    fleets.add(first);
  }

  /** Takes a free port, and a folder for the content of packages. */
  static SwitchSite open(Path folder) throws IOException {
    ContentCache content = new ContentCache(folder);
    SimulatedSwitch first = SimulatedSwitch.at(nextAddress()).packageSize(SMALL).build();
    return new SwitchSite(content, SimulatedFleet.start(0, List.of(first), content));
  }

  /** The port of every switch. */
  int port() {
    return port;
  }

  /** An address of loopback that no other switch has. */
  static String nextAddress() {
    int number = ADDRESSES.getAndIncrement();
    return "127.88." + (1 + number / 250) + "." + (1 + number % 250);
  }

  /** Brings up a switch with small packages that behaves like this. */
  SimulatedSwitch with(Fault... faults) {
    return of(
        switched -> {
          List.of(faults).forEach(switched::fault);
          return switched;
        });
  }

  /** Brings up a switch of a kind. */
  SimulatedSwitch of(UnaryOperator<SimulatedSwitch.Builder> kind) {
    SimulatedSwitch made = kind.apply(small(nextAddress())).build();
    start(List.of(made));
    return made;
  }

  /** Brings up a healthy switch at an address that nobody answered at so far. */
  void at(String address) {
    start(List.of(small(address).build()));
  }

  /** Brings up many switches at once, behind one server. */
  List<SimulatedSwitch> many(int count) {
    List<SimulatedSwitch> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(small(nextAddress()).seed(i % 7).build());
    }
    start(made);
    return made;
  }

  /** SSH connections that the switches have now. */
  int openConnections() {
    return fleets.stream()
        .flatMap(fleet -> fleet.switches().stream())
        .mapToInt(SimulatedSwitch::openConnections)
        .sum();
  }

  private static SimulatedSwitch.Builder small(String address) {
    return SimulatedSwitch.at(address).packageSize(SMALL);
  }

  private void start(List<SimulatedSwitch> switches) {
    try {
      fleets.add(SimulatedFleet.start(port, switches, content));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SimulatedFleet fleet : fleets) {
      fleet.close();
    }
  }
}
