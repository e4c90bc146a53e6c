package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.support.PluginHelper;

/**
 * Reads route files into a context as one generation: parsed, held against the rules, and marked
 * with its number.
 */
final class GenerationLoader {
  private final List<RouteRule> rules;
  private final boolean trial;

  private GenerationLoader(List<RouteRule> rules, boolean trial) {
    this.rules = List.copyOf(rules);
    this.trial = trial;
  }

  /** For work. */
  static GenerationLoader forWork(List<RouteRule> rules) {
    return new GenerationLoader(rules, false);
  }

  /** For trying files out: a route with a source of its own, such as a folder, takes nothing. */
  static GenerationLoader forTrial(List<RouteRule> rules) {
    return new GenerationLoader(rules, true);
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
      try {
        context.addRoutes(builder);
      } catch (Exception e) {
        throw builder instanceof RouteBuilder routes ? withLine(routes, e) : e;
      }
    }
    return ids;
  }

  // Camel names the node in its message, by the text that the node has of itself.
  private static Exception withLine(RouteBuilder file, Exception failure) {
    for (RouteDefinition route : file.getRouteCollection().getRoutes()) {
      boolean here =
          failure instanceof FailedToCreateRouteException failed
              && route.getId().equals(failed.getRouteId());
      for (ProcessorDefinition<?> node :
          ProcessorDefinitionHelper.filterTypeInOutputs(
              route.getOutputs(), ProcessorDefinition.class)) {
        if (String.valueOf(failure.getMessage()).contains(">>> " + node + " <<<")
            && node.getLineNumber() > 0) {
          return new RouteLineException(node.getLineNumber(), failure);
        }
      }
      if (here && route.getInput().getLineNumber() > 0) {
        return new RouteLineException(route.getInput().getLineNumber(), failure);
      }
    }
    return failure;
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

  private static boolean isSeam(RouteDefinition route) {
    return route.getInput().getEndpointUri().startsWith("direct:");
  }

  // Work that comes in by a route of the set itself is not pinned by who sends it.
  private void prepareSource(RouteDefinition route, Generation generation) {
    SetPropertyDefinition pin = new SetPropertyDefinition();
    pin.setName(Generation.PROPERTY);
    pin.setExpression(new ConstantExpression(Integer.toString(generation.number())));
    route.getOutputs().addFirst(pin);
    if (trial) {
      route.setAutoStartup("false");
    }
  }

  private void keepTheRules(RouteDefinition route) {
    try {
      rules.forEach(rule -> rule.check(route));
    } catch (IllegalArgumentException e) {
      int line = route.getInput().getLineNumber();
      throw line > 0 ? new RouteLineException(line, e) : e;
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
      keepTheRules(route);
      leaveFailuresToTheCaller(route);
      if (!isSeam(route)) {
        prepareSource(route, generation);
      }
      route.setId(generation.routeId(route.getId()));
      route.setNodePrefixId(generation.nodePrefix());
      ids.add(route.getId());
    }
    return ids;
  }
}
