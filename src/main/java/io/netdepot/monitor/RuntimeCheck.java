package io.netdepot.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** Tells whether the runtime lives: the one thing that a restart mends. */
public final class RuntimeCheck implements Check {
  // Mutable state
  private volatile Optional<CamelContext> context = Optional.empty();

  /** The service has started. */
  public void started(CamelContext running) {
    context = Optional.of(running);
  }

  @Override
  public String name() {
    return "runtime";
  }

  @Override
  public boolean isLiveness() {
    return true;
  }

  @Override
  public Finding look() {
    return context
        .map(this::look)
        .orElseGet(() -> Finding.down("The service is starting", Map.of("state", "starting")));
  }

  private Finding look(CamelContext running) {
    Map<String, Object> details = new TreeMap<>();
    if (running.getStatus().isStarted()) {
      details.put("state", "running");
      details.put("upSeconds", running.getUptime().toSeconds());
      return Finding.well(details);
    }
    details.put("state", "stopped");
    return Finding.down("The service stops, or its runtime has been stopped", details);
  }
}
