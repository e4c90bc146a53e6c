package io.netdepot.routes;

import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * A set of step routes that is at work.
 *
 * @param generation its number, from 1 in the order of loading
 * @param newest whether new work goes to it; the others end what they have
 * @param loadedAt when it was put to work
 * @param work how many pieces of work are on it
 */
public record RouteSet(
    int generation,
    boolean newest,
    Instant loadedAt,
    int work,
    List<LoadedFile> files,
    List<LoadedRoute> routes) {
  public RouteSet {
    files = List.copyOf(files);
    routes = List.copyOf(routes);
  }

  /** A file as it was read. */
  public record LoadedFile(String name, Sha256 digest) {}

  /**
   * A route.
   *
   * @param id as in its file
   * @param state Camel's word in lower case, such as {@code started}
   * @param inFlight exchanges that are in it at this moment
   */
  public record LoadedRoute(String id, String file, String state, int inFlight) {}
}
