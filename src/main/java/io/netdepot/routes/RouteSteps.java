package io.netdepot.routes;

import io.netdepot.routes.YamlFields.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The steps of the routes of one file. On one thread. */
final class RouteSteps {
  private final YamlFields yaml;
  private final RouteTexts texts;
  private final RouteExpressions expressions;
  private final RouteEndpoints endpoints;
  private final Map<String, Form> forms;

  /** {@code components} are those that may be called. */
  RouteSteps(
      YamlFields yaml,
      RouteTexts texts,
      RouteExpressions expressions,
      RouteEndpoints endpoints,
      Set<String> components) {
    this.yaml = yaml;
    this.texts = texts;
    this.expressions = expressions;
    this.endpoints = endpoints;
    this.forms = forms(components);
  }

  /** Steps one after the other. */
  void list(Node node, String where) {
    yaml.list(
        node,
        where,
        (entry, in) -> {
          if (entry instanceof MappingNode map && map.getValue().size() != 1) {
            yaml.refuse(entry, "A step is one field, as in '- bean:'");
          }
          yaml.each(
              entry,
              in,
              (key, value) -> {
                Form form = forms.get(key);
                if (form == null) {
                  yaml.refuse(
                      entry,
                      "'"
                          + key
                          + "' is no step of a route; there are "
                          + SimpleText.sorted(forms.keySet()));
                } else {
                  form.check(value, key);
                }
              });
        });
  }

  private Map<String, Form> forms(Set<String> components) {
    Map<String, Form> all = new HashMap<>(calls(components));
    all.putAll(changes());
    all.putAll(blocks());
    return Map.copyOf(all);
  }

  private Map<String, Form> calls(Set<String> components) {
    return Map.of(
        "bean", expressions::bean,
        "to", (node, where) -> endpoints.send(node, where, components),
        "toD", (node, where) -> endpoints.send(node, where, Set.of("direct")),
        "wireTap", endpoints::tap,
        "log", this::log,
        "delay", (node, where) -> expressions.with(node, where, Map.of()),
        "stop", (node, where) -> texts.fields(node, where, Map.of()),
        "throwException",
            (node, where) ->
                texts.fields(
                    node, where, Map.of("message", texts::text, "exceptionType", texts::thrown)));
  }

  /** Those that change what an exchange carries, or look at it. */
  private Map<String, Form> changes() {
    Map<String, Form> forms = new HashMap<>();
    for (String name : List.of("setBody", "transform", "validate")) {
      forms.put(name, (node, where) -> expressions.with(node, where, Map.of()));
    }
    for (String name : List.of("setHeader", "setProperty")) {
      forms.put(name, (node, where) -> expressions.with(node, where, Map.of("name", texts::name)));
    }
    forms.put("setVariable", (node, where) -> expressions.with(node, where, texts.named("name")));
    for (String name : List.of("removeHeader", "removeProperty", "removeVariable")) {
      forms.put(name, (node, where) -> texts.shortOr(node, where, texts.named("name")));
    }
    for (String name : List.of("removeHeaders", "removeProperties")) {
      forms.put(
          name,
          (node, where) -> texts.shortOr(node, where, texts.named("pattern", "excludePattern")));
    }
    forms.put(
        "convertBodyTo", (node, where) -> texts.shortOr(node, where, Map.of("type", texts::type)));
    return forms;
  }

  /** Those that have steps of their own. */
  private Map<String, Form> blocks() {
    Map<String, Form> forms = new HashMap<>();
    forms.put("filter", (node, where) -> expressions.with(node, where, withSteps()));
    forms.put("loop", (node, where) -> expressions.with(node, where, withSteps("copy", "doWhile")));
    forms.put(
        "split",
        (node, where) ->
            expressions.with(
                node, where, withSteps("streaming", "stopOnException", "shareUnitOfWork")));
    for (String name : List.of("pipeline", "step")) {
      forms.put(name, (node, where) -> texts.fields(node, where, withSteps()));
    }
    forms.put(
        "multicast", (node, where) -> texts.fields(node, where, withSteps("stopOnException")));
    forms.put("choice", this::choice);
    forms.put("doTry", this::doTry);
    return forms;
  }

  private Map<String, Form> withSteps(String... others) {
    Map<String, Form> forms = texts.named(others);
    forms.put("steps", this::list);
    return forms;
  }

  private void choice(Node node, String where) {
    Form branch = (when, in) -> expressions.with(when, in, withSteps());
    texts.fields(
        node,
        where,
        Map.of(
            "when",
            (list, in) -> yaml.list(list, in, branch),
            "otherwise",
            (value, in) -> texts.fields(value, in, withSteps())));
  }

  private void doTry(Node node, String where) {
    Form caught =
        (value, in) -> {
          Map<String, Form> forms = withSteps();
          forms.put("exception", (list, at) -> yaml.list(list, at, texts::exception));
          forms.put("onWhen", (when, at) -> expressions.with(when, at, Map.of()));
          texts.fields(value, in, forms);
        };
    Map<String, Form> forms = withSteps();
    forms.put("doCatch", (list, in) -> yaml.list(list, in, caught));
    forms.put("doFinally", (value, in) -> texts.fields(value, in, withSteps()));
    texts.fields(node, where, forms);
  }

  private void log(Node node, String where) {
    if (node instanceof ScalarNode) {
      texts.message(node, where);
      return;
    }
    Map<String, Form> forms = texts.named("loggingLevel", "logName", "marker");
    forms.put("message", texts::message);
    texts.fields(node, where, forms);
  }
}
