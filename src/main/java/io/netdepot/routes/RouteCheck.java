package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Language;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Tries route files in a context that is thrown away, before the running one hears of them. The
 * context has components of its own: closing it closes them.
 */
final class RouteCheck {
  private final GenerationLoader loader;
  private final StepSurroundings surroundings;

  RouteCheck(GenerationLoader loader, StepSurroundings surroundings) {
    this.loader = loader;
    this.surroundings = surroundings;
  }

  /** What is wrong with the files; empty when they can be put to work. */
  List<RouteProblem> problems(RouteFiles files) {
    List<RouteProblem> problems = new ArrayList<>();
    Map<String, String> definedIn = new HashMap<>();
    Generation trial = new Generation(1);
    try (DefaultCamelContext scratch = new DefaultCamelContext()) {
      scratch.disableJMX();
      scratch.getCamelContextExtension().setName("netdepot-route-check");
      surroundings.prepare(scratch);
      scratch.setSourceLocationEnabled(true);
      scratch.start();
      RouteGrammar grammar = new RouteGrammar(surroundings, new CamelTrial(scratch));
      for (RouteFile file : files.files()) {
        List<RouteProblem> wrong = grammar.problems(file);
        problems.addAll(wrong);
        if (!wrong.isEmpty()) {
          continue;
        }
        try {
          for (String id : loader.add(scratch, trial, file)) {
            String other = definedIn.putIfAbsent(id, file.name());
            if (other != null) {
              problems.add(
                  new RouteProblem(
                      file.name(),
                      Optional.empty(),
                      "The route id " + trial.idInFile(id) + " is taken by a route in " + other));
            }
          }
        } catch (Exception e) {
          problems.add(problem(file, e));
        }
      }
      if (problems.isEmpty()) {
        problems.addAll(unreadSeams(scratch, trial, definedIn));
        problems.addAll(missingEntries(scratch, trial));
      }
    } catch (Exception e) {
      problems.add(new RouteProblem("routes", Optional.empty(), Reasons.of(e)));
    }
    return problems;
  }

  /**
   * Steps that would be called and that no route begins with; a name made at run time may be any.
   */
  private static List<RouteProblem> unreadSeams(
      DefaultCamelContext scratch, Generation trial, Map<String, String> definedIn) {
    List<RouteProblem> problems = new ArrayList<>();
    for (RouteDefinition route : scratch.getRouteDefinitions()) {
      for (ToDefinition call :
          ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
        if (scratch.hasEndpoint(call.getEndpointUri()) instanceof StepEndpoint seam
            && seam.steps().consumer(seam.name(), Optional.of(trial)).isEmpty()) {
          problems.add(
              new RouteProblem(
                  definedIn.getOrDefault(route.getRouteId(), "routes"),
                  Optional.of(call.getLineNumber()).filter(line -> line > 0),
                  "The route "
                      + trial.idInFile(route.getRouteId())
                      + " calls direct:"
                      + seam.name()
                      + ", and no route is from that"));
        }
      }
    }
    return problems;
  }

  /** Seams that the program itself calls: without one of them no work would ever be done. */
  private List<RouteProblem> missingEntries(DefaultCamelContext scratch, Generation trial) {
    StepComponent steps = scratch.getComponent("direct", StepComponent.class);
    return surroundings.entries().stream()
        .sorted()
        .filter(entry -> steps.consumer(entry, Optional.of(trial)).isEmpty())
        .map(
            entry ->
                new RouteProblem(
                    "routes",
                    Optional.empty(),
                    "No route is from direct:" + entry + ", which the program calls"))
        .toList();
  }

  private static RouteProblem problem(RouteFile file, Exception failure) {
    Optional<Integer> line = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYamlEngineException marked) {
        line = marked.getProblemMark().map(mark -> mark.getLine() + 1);
      } else if (cause instanceof RouteLineException known) {
        line = Optional.of(known.line());
      }
    }
    return new RouteProblem(file.name(), line, Reasons.of(failure));
  }

  /** Asks the context that is thrown away. */
  private record CamelTrial(DefaultCamelContext scratch) implements RouteGrammar.Trial {
    @Override
    public String resolve(String text) {
      return scratch.resolvePropertyPlaceholders(text);
    }

    @Override
    public void simple(String text, boolean predicate) {
      Language simple = scratch.resolveLanguage("simple");
      if (predicate) {
        simple.createPredicate(text).init(scratch);
      } else {
        simple.createExpression(text).init(scratch);
      }
    }
  }
}
