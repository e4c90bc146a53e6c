package io.netdepot.config;

import java.nio.file.Path;
import java.util.Set;

/**
 * The step routes: settings {@code routes.*}.
 *
 * @param directory {@code routes.directory}; ./routes beside the launcher
 * @param components {@code routes.components}; components of Camel that route files may use beside
 *     the usual ones; none
 * @param closed what the service lives on, by other settings: folders and files that no route may
 *     read or write as files
 */
public record RouteSettings(Path directory, Set<String> components, Set<Path> closed) {
  public RouteSettings {
    components = Set.copyOf(components);
    closed = Set.copyOf(closed);
  }
}
