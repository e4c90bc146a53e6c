package io.netdepot.routes;

import io.netdepot.yaml.FileProblem;
import java.util.List;
import java.util.Optional;

/**
 * A route as its file has it: what it reads and which steps it calls.
 *
 * @param place where its id stands
 * @param from where it says what it is from
 * @param seam the name after {@code direct:} that it is from; empty when it has a source of its own
 * @param calls steps it calls by a fixed name; one that is made while the route runs may be any
 */
record RouteOutline(
    String id, Place place, Place from, Optional<String> seam, List<SeamCall> calls) {
  RouteOutline {
    calls = List.copyOf(calls);
  }

  /** A line of a file; lines are counted from 1. */
  record Place(String file, int line) {
    FileProblem problem(String reason) {
      return new FileProblem(file, Optional.of(line), reason);
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** A step that is called, and where. */
  record SeamCall(String seam, Place place) {}

  boolean reads(String name) {
    return seam.filter(name::equals).isPresent();
  }
}
