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

  GenerationLoader(List<RouteRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * The routes of a file in the context.
   *
   * @param ids under which they live there
   * @param sources those of them that take work by themselves; they wait to be started
   */
  record Loaded(Set<String> ids, List<String> sources) {
    Loaded {
      ids = Set.copyOf(ids);
      sources = List.copyOf(sources);
    }
  }

  /**
   * Adds the routes of one file.
   *
   * @param copies counts what their wire taps make
   */
  Loaded add(CamelContext context, Generation generation, RouteFile file, TappedCopies copies)
      throws Exception {
    Set<String> ids = new LinkedHashSet<>();
    List<String> sources = new ArrayList<>();
    List<RoutesBuilder> builders =
        new ArrayList<>(
            PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file.resource())));
    for (RoutesBuilder builder : builders) {
      if (builder instanceof RouteBuilder routes) {
        routes.addLifecycleInterceptor(
            new RouteBuilderLifecycleStrategy() {
              @Override
              public void afterConfigure(RouteBuilder configured) {
                mark(configured, generation);
                for (RouteDefinition route : configured.getRouteCollection().getRoutes()) {
                  ids.add(route.getId());
                  copies.count(route);
                  if (!isSeam(route) && holdBack(context, route)) {
                    sources.add(route.getId());
                  }
                }
              }
            });
      }
      try {
        context.addRoutes(builder);
      } catch (Exception e) {
        throw builder instanceof RouteBuilder routes ? withLine(routes, e) : e;
      }
    }
    return new Loaded(ids, sources);
  }

  // A source begins when all of its set is there. A set that is refused for another of its files
  // has taken nothing then.
  private static boolean holdBack(CamelContext context, RouteDefinition route) {
    String wanted = route.getAutoStartup();
    route.setAutoStartup("false");
    return wanted == null
        || Boolean.parseBoolean(context.resolvePropertyPlaceholders(wanted).strip());
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
  private static void prepareSource(RouteDefinition route, Generation generation) {
    SetPropertyDefinition pin = new SetPropertyDefinition();
    pin.setName(Generation.PROPERTY);
    pin.setExpression(new ConstantExpression(Integer.toString(generation.number())));
    route.getOutputs().addFirst(pin);
  }

  private void keepTheRules(RouteDefinition route) {
    try {
      rules.forEach(rule -> rule.check(route));
    } catch (IllegalArgumentException e) {
      int line = route.getInput().getLineNumber();
      throw line > 0 ? new RouteLineException(line, e) : e;
    }
  }

  private void mark(RouteBuilder file, Generation generation) {
    if (!file.getRestCollection().getRests().isEmpty()) {
      throw new IllegalArgumentException(
          "A step file defines no REST service; the APIs are part of the program");
    }
    for (RouteDefinition route : file.getRouteCollection().getRoutes()) {
      if (route.getId() == null || !route.hasCustomIdAssigned()) {
        throw new IllegalArgumentException(
            "The route from " + route.getInput().getEndpointUri() + " has no id; give it one");
      }
      keepTheRules(route);
      leaveFailuresToTheCaller(route);
      CatchConditions.guard(route);
      if (!isSeam(route)) {
        prepareSource(route, generation);
      }
      route.setId(generation.routeId(route.getId()));
      route.setNodePrefixId(generation.nodePrefix());
    }
  }
}
