package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.yaml.FileProblem;
import java.util.List;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Finds, in a chain of exceptions of the runtime, the line that the author of a route looks for.
 */
final class FailurePlace {
  private final Generation generation;
  private final List<RouteOutline> routes;

  /** {@code routes} are those of the set, {@code generation} is the one they were loaded as. */
  FailurePlace(Generation generation, List<RouteOutline> routes) {
    this.generation = generation;
    this.routes = List.copyOf(routes);
  }

  /** What is wrong with a file, when it cannot be loaded. */
  FileProblem problem(RouteFile file, Exception failure) {
    return new FileProblem(
        file.name(), line(failure).or(() -> firstSource(file)), Reasons.of(failure));
  }

  /** Why a route with a source of its own could not be started. */
  FileProblem ofSource(String routeId, String file, Exception failure) {
    return new FileProblem(file, from(routeId), Reasons.of(failure));
  }

  private Optional<Integer> line(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<Integer> line =
          switch (cause) {
            case RouteLineException known -> Optional.of(known.line());
            case MarkedYamlEngineException marked ->
                marked.getProblemMark().map(mark -> mark.getLine() + 1);
            case FailedToStartRouteException failed -> from(failed.getRouteId());
            case FailedToCreateRouteException failed -> from(failed.getRouteId());
            default -> Optional.empty();
          };
      if (line.isPresent()) {
        return line;
      }
    }
    return Optional.empty();
  }

  private Optional<Integer> from(String routeId) {
    return routes.stream()
        .filter(route -> generation.routeId(route.id()).equals(routeId))
        .map(route -> route.from().line())
        .findFirst();
  }

  // The runtime does not always say which route it is; one that is only called has nothing that
  // could fail before.
  private Optional<Integer> firstSource(RouteFile file) {
    return routes.stream()
        .filter(route -> route.place().file().equals(file.name()) && route.seam().isEmpty())
        .map(route -> route.from().line())
        .findFirst();
  }
}
