package io.netdepot.routes;

import io.netdepot.yaml.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One of the route files cannot be read. */
final class RouteFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;

  private final int line;

  /** A file that cannot be read at all, or not from its beginning. */
  RouteFileException(String file, String sentence) {
    this(file, 1, sentence);
  }

  /** A file that is no text from this line on, which counts from 1. */
  RouteFileException(String file, int line, String sentence) {
    super(sentence);
    this.file = file;
    this.line = line;
  }

  /** The problem of the set that follows from a failure to read it. */
  static FileProblem problem(Path directory, IOException failure) {
    return failure instanceof RouteFileException known
        ? new FileProblem(known.file, Optional.of(known.line), Reasons.of(failure))
        : new FileProblem(directory.toString(), Optional.empty(), Reasons.of(failure));
  }
}
