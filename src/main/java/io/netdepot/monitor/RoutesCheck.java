package io.netdepot.monitor;

import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RouteRefusal;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether the route files are those that are at work. It is up when they are not as well: the
 * last good ones do the work, and a service that is taken out of use for a typing error would be
 * worse than the error.
 */
public final class RoutesCheck extends AbstractHealthCheck {
  private final LiveRoutes routes;

  public RoutesCheck(LiveRoutes routes) {
    super("netdepot", "routes");
    this.routes = routes;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<RouteRefusal> refusal = routes.lastRefusal();
    builder.detail("generations", routes.generations().size());
    builder.detail("refused", refusal.isPresent());
    builder.detail("lastGood", routes.isFromLastGood());
    refusal.ifPresent(
        refused -> {
          builder.detail("refusedAt", refused.at().toString());
          builder.detail("problem", refused.text());
          builder.message(
              "The route files are refused, and what was at work goes on: " + refused.text());
        });
    builder.up();
  }

  @Override
  public boolean isLiveness() {
    return false;
  }
}
