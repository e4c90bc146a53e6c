package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * Reads route files into a context as one generation: parsed, held against the rules, and marked
 * with its number.
 */
final class GenerationLoader {
  private final List<RouteRule> rules;

  GenerationLoader(List<RouteRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Adds the routes of one file.
   *
   * @return the ids under which they live in the context
   */
  Set<String> add(CamelContext context, Generation generation, RouteFile file) throws Exception {
    Set<String> ids = new LinkedHashSet<>();
    List<RoutesBuilder> builders =
        new ArrayList<>(
            PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file.resource())));
    for (RoutesBuilder builder : builders) {
      if (builder instanceof RouteBuilder routes) {
        routes.addLifecycleInterceptor(
            new RouteBuilderLifecycleStrategy() {
              @Override
              public void afterConfigure(RouteBuilder configured) {
                ids.addAll(mark(configured, generation));
              }
            });
      }
      context.addRoutes(builder);
    }
    return ids;
  }

  // Camel's default error handler logs every failure with its stack trace. That a switch refuses a
  // connection is no error of ours: who sent the exchange logs how it ended, in one line. A route
  // that handles errors itself keeps its handler.
  private static void leaveFailuresToTheCaller(RouteDefinition route) {
    boolean handlesThem =
        route.getErrorHandler() != null
            || route.getOutputs().stream().anyMatch(OnExceptionDefinition.class::isInstance);
    if (!handlesThem) {
      route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    }
  }

  private Set<String> mark(RouteBuilder file, Generation generation) {
    if (!file.getRestCollection().getRests().isEmpty()) {
      throw new IllegalArgumentException(
          "A step file defines no REST service; the APIs are part of the program");
    }
    Set<String> ids = new LinkedHashSet<>();
    for (RouteDefinition route : file.getRouteCollection().getRoutes()) {
      if (route.getId() == null || !route.hasCustomIdAssigned()) {
        throw new IllegalArgumentException(
            "The route from " + route.getInput().getEndpointUri() + " has no id; give it one");
      }
      rules.forEach(rule -> rule.check(route));
      leaveFailuresToTheCaller(route);
      route.setId(generation.routeId(route.getId()));
      route.setNodePrefixId(generation.nodePrefix());
      ids.add(route.getId());
    }
    return ids;
  }
}
