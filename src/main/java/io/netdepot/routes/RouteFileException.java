package io.netdepot.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One of the route files cannot be read. */
final class RouteFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;

  RouteFileException(String file, String sentence) {
    super(sentence);
    this.file = file;
  }

  /** The problem of the set that follows from a failure to read it. */
  static RouteProblem problem(Path directory, IOException failure) {
    String where = failure instanceof RouteFileException known ? known.file : directory.toString();
    return new RouteProblem(where, Optional.empty(), Reasons.of(failure));
  }
}
