package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/**
 * The number of a set of step routes that were loaded together. Work that began on one generation
 * ends on it, however long it takes; that is what lets a route be exchanged while it is in use.
 *
 * @param number from 1, in the order of loading
 */
record Generation(int number) {
  /** The exchange property that pins work to its generation. Copies of an exchange inherit it. */
  static final String PROPERTY = "routeGeneration";

  private static final String MARK = "@";

  /**
   * The id under which a route of a file lives in the running context, such as {@code collect@3}.
   */
  String routeId(String idInFile) {
    return idInFile + MARK + number;
  }

  /** Reads {@link #routeId} back. */
  String idInFile(String routeId) {
    return routeId.substring(0, routeId.lastIndexOf(MARK));
  }

  /** The prefix that keeps node ids unique while two generations live beside each other. */
  String nodePrefix() {
    return "g" + number + "-";
  }

  void pin(Exchange exchange) {
    exchange.setProperty(PROPERTY, number);
  }

  /** The generation an exchange is pinned to; empty outside of the workflow. */
  static Optional<Generation> of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, Integer.class)).map(Generation::new);
  }

  /** The generation a route was loaded with; empty for the routes in the jar. */
  static Optional<Generation> of(Route route) {
    String id = route.getRouteId();
    int mark = id.lastIndexOf(MARK);
    return mark < 0
        ? Optional.empty()
        : Optional.of(new Generation(Integer.parseInt(id.substring(mark + 1))));
  }
}
