package io.netdepot.config;

import java.nio.file.Path;
import java.util.Set;

/**
 * The step routes: settings {@code routes.*}.
 *
 * @param directory {@code routes.directory}; ./routes beside the launcher
 * @param components {@code routes.components}; components of Camel that route files may use beside
 *     the usual ones; none
 */
public record RouteSettings(Path directory, Set<String> components) {
  public RouteSettings {
    components = Set.copyOf(components);
  }
}
