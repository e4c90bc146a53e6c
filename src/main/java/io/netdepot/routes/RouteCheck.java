package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.yaml.FileProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;

/**
 * Tries route files in a context that is thrown away, before the running one hears of them. The
 * context has components of its own: closing it closes them. A file that stands unchanged since the
 * last good check is not tried again. For one thread at a time.
 */
final class RouteCheck {
  private final GenerationLoader loader;
  private final StepSurroundings surroundings;
  private final RouteSetRules set;

  // Mutable state: the routes of each file of the last set that was good.
  private Map<RouteFile, List<RouteOutline>> known = Map.of();

  RouteCheck(GenerationLoader loader, StepSurroundings surroundings) {
    this.loader = loader;
    this.surroundings = surroundings;
    this.set = new RouteSetRules(surroundings.entries());
  }

  /**
   * What was found in a set of files.
   *
   * @param problems empty when they can be put to work
   * @param routes all of them when nothing is wrong
   */
  record Checked(List<FileProblem> problems, List<RouteOutline> routes) {
    Checked {
      // The same text may be read in two ways, and both say what is wrong with it.
      problems = problems.stream().distinct().toList();
      routes = List.copyOf(routes);
    }
  }

  /**
   * Tries files.
   *
   * @param before the last set that was good, when one is known; it helps to say what is wrong
   */
  Checked check(RouteFiles files, Optional<RouteFiles> before) {
    List<FileProblem> problems = new ArrayList<>();
    List<RouteOutline> routes = new ArrayList<>();
    try (DefaultCamelContext scratch = new DefaultCamelContext()) {
      scratch.disableJMX();
      scratch.getCamelContextExtension().setName("netdepot-route-check");
      surroundings.prepare(scratch);
      scratch.setSourceLocationEnabled(true);
      scratch.start();
      RouteGrammar grammar = new RouteGrammar(surroundings, new CamelTrial(scratch));
      Map<RouteFile, List<RouteOutline>> readable = new LinkedHashMap<>();
      for (RouteFile file : files.files()) {
        RouteGrammar.Reading reading = read(grammar, file);
        problems.addAll(reading.problems());
        if (reading.problems().isEmpty()) {
          readable.put(file, reading.routes());
          routes.addAll(reading.routes());
        }
      }
      List<RouteOutline> old = outlines(grammar, before);
      List<FileProblem> clashes = set.clashes(routes, old);
      problems.addAll(clashes);
      // Loaded beside each other they would only say the same once more, and less well.
      if (clashes.isEmpty()) {
        problems.addAll(trial(scratch, readable.keySet(), routes));
      }
      if (problems.isEmpty()) {
        problems.addAll(set.gaps(routes, old));
      }
      if (problems.isEmpty()) {
        known = Map.copyOf(readable);
      }
    } catch (Exception e) {
      problems.add(new FileProblem("routes", Optional.empty(), Reasons.of(e)));
    }
    return new Checked(problems, routes);
  }

  private RouteGrammar.Reading read(RouteGrammar grammar, RouteFile file) {
    List<RouteOutline> routes = known.get(file);
    return routes == null ? grammar.read(file) : new RouteGrammar.Reading(List.of(), routes);
  }

  private List<RouteOutline> outlines(RouteGrammar grammar, Optional<RouteFiles> files) {
    return files.stream()
        .flatMap(set -> set.files().stream())
        .flatMap(file -> read(grammar, file).routes().stream())
        .toList();
  }

  private List<FileProblem> trial(
      DefaultCamelContext scratch, Set<RouteFile> files, List<RouteOutline> routes) {
    List<FileProblem> problems = new ArrayList<>();
    Generation trial = new Generation(1);
    FailurePlace place = new FailurePlace(trial, routes);
    for (RouteFile file : files) {
      if (known.containsKey(file)) {
        continue;
      }
      try {
        loader.add(scratch, trial, file, new TappedCopies());
      } catch (Exception e) {
        problems.add(place.problem(file, e));
      }
    }
    return problems;
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
