package io.netdepot.routes;

import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.yaml.FileProblem;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a route file may say. Who writes a route can have the service do what its steps, beans and
 * endpoints do, and nothing else: no class, no script, no object that is not meant for it. So
 * everything that is not known here is refused, with its line, before Camel sees the file.
 */
final class RouteGrammar {
  private final Set<String> components;
  private final SimpleText simple;
  private final UriWords uris;
  private final Placeholders placeholders;
  private final Trial trial;

  /** What only Camel knows of a text. Each throws when it is bad. */
  interface Trial {
    /** Puts settings in place of placeholders. */
    String resolve(String text);

    /** Compiles text of the simple language. */
    void simple(String text, boolean predicate);
  }

  /** A grammar over what route files find around them. */
  RouteGrammar(StepSurroundings surroundings, Trial trial) {
    this.components = surroundings.components();
    this.simple = new SimpleText(surroundings.methods());
    this.uris = new UriWords(components, new OpenFolders(surroundings.closed()));
    this.placeholders = new Placeholders(surroundings.placeholders().keySet(), trial::resolve);
    this.trial = trial;
  }

  /** The methods of a bean that a route may call: its own public ones, but not its end. */
  static Set<String> methods(Object bean) {
    return Arrays.stream(bean.getClass().getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .filter(name -> !(bean instanceof AutoCloseable && name.equals("close")))
        .collect(Collectors.toSet());
  }

  /**
   * What stands in a file.
   *
   * @param problems what is wrong with it; empty when nothing is
   * @param routes all of them when nothing is wrong
   */
  record Reading(List<FileProblem> problems, List<RouteOutline> routes) {}

  /** Reads a file. */
  Reading read(RouteFile checked) {
    YamlFields yaml = new YamlFields(checked.name());
    RouteOutlines outlines = new RouteOutlines(checked.name());
    RouteTexts texts = new RouteTexts(yaml, simple, placeholders, trial);
    RouteExpressions expressions = new RouteExpressions(yaml, simple, texts);
    RouteEndpoints endpoints = new RouteEndpoints(yaml, uris, texts, outlines);
    RouteSteps steps = new RouteSteps(yaml, texts, expressions, endpoints, components);
    yaml.read(checked.text(), new RouteForms(yaml, texts, endpoints, steps, outlines)::all);
    return new Reading(yaml.problems(), outlines.routes());
  }
}
