package io.netdepot.routes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/** How the routes of a context stand, under the names that their files give them. Thread-safe. */
final class RouteStates {
  private final CamelContext context;

  RouteStates(CamelContext context) {
    this.context = context;
  }

  /** The routes of a generation, and of none, that should run and do not. */
  List<String> stopped(Optional<Generation> newest) {
    return context.getRoutes().stream()
        .filter(route -> Generation.of(route).equals(newest) || Generation.of(route).isEmpty())
        .filter(this::stands)
        .map(RouteStates::name)
        .sorted()
        .toList();
  }

  /** Why a source of a generation takes nothing at the moment, by the name of its route. */
  Map<String, String> sourceTroubles(Optional<Generation> newest) {
    Map<String, String> troubles = new TreeMap<>();
    context.getRoutes().stream()
        .filter(route -> Generation.of(route).equals(newest))
        .forEach(
            route ->
                SourceTroubles.of(route).ifPresent(reason -> troubles.put(name(route), reason)));
    return troubles;
  }

  /** What a generation consists of and how much is at work in it. */
  RouteSet set(RunningGeneration running, boolean newest) {
    return new RouteSet(
        running.generation().number(),
        newest,
        running.loadedAt(),
        running.work(),
        running.files().files().stream()
            .map(file -> new RouteSet.LoadedFile(file.name(), file.digest()))
            .toList(),
        running.routeIds().stream().sorted().map(id -> route(running, id)).toList());
  }

  private RouteSet.LoadedRoute route(RunningGeneration running, String id) {
    return new RouteSet.LoadedRoute(
        running.generation().idInFile(id),
        running.file(id),
        Optional.ofNullable(context.getRouteController().getRouteStatus(id))
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .orElse("removed"),
        context.getInflightRepository().size(id));
  }

  private boolean stands(Route route) {
    ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
    return route.isAutoStartup() && (status == null || !status.isStarted());
  }

  private static String name(Route route) {
    String id = route.getRouteId();
    return Generation.of(route).map(generation -> generation.idInFile(id)).orElse(id);
  }
}
