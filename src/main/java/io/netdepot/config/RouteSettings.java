package io.netdepot.config;

import java.nio.file.Path;

/**
 * The step routes: settings {@code routes.*}.
 *
 * @param directory {@code routes.directory}; ./routes beside the launcher
 */
public record RouteSettings(Path directory) {}
