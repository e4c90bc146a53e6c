package io.netdepot;

import io.netdepot.demo.DemoFleet;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The demo's switches: NVOS, on loopback addresses of their own, with packages of tens of
 * megabytes.
 */
final class SimulatedDemo implements DemoFleet {
  private static final String USER = "admin";
  private static final String PASSWORD = "demo-switch";

  private final SimulatedFleet fleet;

  private SimulatedDemo(SimulatedFleet fleet) {
    this.fleet = fleet;
  }

  static DemoFleet start(int switches) {
    List<SimulatedSwitch> simulated =
        IntStream.rangeClosed(1, switches).mapToObj(SimulatedDemo::simulated).toList();
    try {
      return new SimulatedDemo(SimulatedFleet.start(0, simulated));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SimulatedSwitch simulated(int number) {
    return SimulatedSwitch.at("127.0.0." + (10 + number))
        .hostName("leaf" + number)
        .user(USER)
        .password(PASSWORD)
        .packageSize((20L + 15L * number) << 20)
        .generateTime(Duration.ofMillis(1_500L * number))
        .seed(number)
        .build();
  }

  @Override
  public int port() {
    return fleet.port();
  }

  @Override
  public List<String> addresses() {
    return fleet.switches().stream().map(SimulatedSwitch::address).toList();
  }

  @Override
  public String username() {
    return USER;
  }

  @Override
  public String password() {
    return PASSWORD;
  }

  @Override
  public void close() {
    try {
      fleet.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
