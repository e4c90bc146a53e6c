package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.impl.engine.DefaultRouteStartupOrder;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that take work by themselves, as from a folder. One of them can be told to take nothing
 * new while what it has begun goes on, however long that takes; Camel's own stop and suspend wait
 * for it, and interrupt it after the shutdown timeout.
 *
 * <p>Calls for one route come one after the other.
 */
final class StepSources {
  private static final Logger log = LoggerFactory.getLogger(StepSources.class);

  private final CamelContext context;

  StepSources(CamelContext context) {
    this.context = context;
  }

  /** Starts one that was loaded. */
  void start(String routeId) throws Exception {
    route(routeId).ifPresent(route -> route.setAutoStartup(true));
    context.getRouteController().startRoute(routeId);
  }

  /** Whether it takes new work. */
  boolean isRunning(String routeId) {
    return Optional.ofNullable(context.getRouteController().getRouteStatus(routeId))
        .map(ServiceStatus::isStarted)
        .orElse(false);
  }

  /** It takes nothing new; another route may read what it has read. */
  void pause(String routeId) {
    route(routeId).ifPresent(this::pause);
  }

  private void pause(Route route) {
    // Suspended is also what lets Camel start another reader of the same endpoint.
    service(route).ifPresent(RouteService::suspend);
    // It is not meant to run any more, which is what the health checks go by.
    route.setAutoStartup(false);
    Consumer consumer = route.getConsumer();
    ServiceHelper.suspendService(consumer);
    if (consumer instanceof ShutdownAware batches) {
      // Of the files that it found in one look, it goes on with the one at hand only.
      batches.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
    }
  }

  /** It goes on where it was paused. */
  void resume(String routeId) {
    try {
      Optional<Route> route = route(routeId);
      if (route.isPresent()) {
        // Camel resumes nothing that is not to start by itself.
        route.get().setAutoStartup(true);
        if (route.get().getConsumer() instanceof ShutdownAware batches) {
          // What it was told of batches ends with this.
          batches.prepareShutdown(true, false);
        }
      }
      context.getRouteController().resumeRoute(routeId);
    } catch (Exception e) {
      log.warn("Route {} could not be resumed: {}", routeId, Reasons.of(e));
    }
  }

  /** Whether it is looking for work at this moment, or has some that no exchange stands for yet. */
  boolean isLooking(String routeId) {
    return route(routeId)
        .map(Route::getConsumer)
        .map(consumer -> consumer instanceof ScheduledPollConsumer polls && polls.isPolling())
        .orElse(false);
  }

  private Optional<Route> route(String routeId) {
    return Optional.ofNullable(context.getRoute(routeId));
  }

  private Optional<RouteService> service(Route route) {
    return context.getCamelContextExtension().getRouteStartupOrder().stream()
        .filter(order -> order.getRoute() == route)
        .filter(DefaultRouteStartupOrder.class::isInstance)
        .map(order -> ((DefaultRouteStartupOrder) order).getRouteService())
        .findFirst();
  }
}
