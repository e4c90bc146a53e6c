package io.netdepot.routes;

import org.apache.camel.model.RouteDefinition;

/** Something every step route must keep to; asked before a route is put to work. */
@FunctionalInterface
public interface RouteRule {

  /**
   * Looks at a route.
   *
   * @throws IllegalArgumentException with a sentence that names the node, what is wrong with it and
   *     what to write instead
   */
  void check(RouteDefinition route);
}
