package io.netdepot.monitor;

import io.netdepot.routes.LiveRoutes;
import io.netdepot.yaml.FileRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells whether every route that should run does, and whether the route files are those that are at
 * work. It is up when they are not: the last good ones do the work, and a service that is taken out
 * of use for a typing error would be worse than the error.
 */
public final class RoutesCheck implements Check {
  private final LiveRoutes routes;

  public RoutesCheck(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public Finding look() {
    Optional<FileRefusal> refusal = routes.lastRefusal();
    List<String> stopped = routes.stopped();
    Map<String, Object> details = new TreeMap<>();
    details.put("generations", routes.generations().size());
    details.put("refused", refusal.isPresent());
    details.put("lastGood", routes.isFromLastGood());
    details.put("stopped", stopped);
    refusal.ifPresent(
        refused -> {
          details.put("refusedAt", refused.at().toString());
          details.put("problem", refused.text());
        });
    if (routes.generations().isEmpty()) {
      return Finding.down("The step routes are not loaded yet", details);
    }
    if (!stopped.isEmpty()) {
      return Finding.down(
          "These routes should run and do not: "
              + String.join(", ", stopped)
              + "; start them again over JMX, or restart the service",
          details);
    }
    return refusal
        .map(
            refused ->
                Finding.noted(
                    "The route files are refused, and what was at work goes on: " + refused.text(),
                    details))
        .orElseGet(() -> Finding.well(details));
  }
}
