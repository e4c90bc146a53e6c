package io.netdepot.routes;

import static io.netdepot.routes.YamlFields.find;
import static io.netdepot.routes.YamlFields.scalar;

import io.netdepot.routes.YamlFields.Form;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The routes of one file. On one thread. */
final class RouteForms {
  private final YamlFields yaml;
  private final RouteTexts texts;
  private final RouteEndpoints endpoints;
  private final RouteSteps steps;
  private final RouteOutlines outlines;

  RouteForms(
      YamlFields yaml,
      RouteTexts texts,
      RouteEndpoints endpoints,
      RouteSteps steps,
      RouteOutlines outlines) {
    this.yaml = yaml;
    this.texts = texts;
    this.endpoints = endpoints;
    this.steps = steps;
    this.outlines = outlines;
  }

  /** The whole of a file. */
  void all(Node all) {
    if (!(all instanceof SequenceNode list)) {
      yaml.refuse(all, "A file is a list of routes; begin it with '- route:'");
      return;
    }
    for (Node entry : list.getValue()) {
      yaml.each(
          entry,
          "a route file",
          (key, value) -> {
            if (key.equals("route")) {
              route(value);
            } else {
              yaml.refuse(entry, notARoute(key));
            }
          });
    }
  }

  private static String notARoute(String key) {
    return switch (key) {
      case "from" -> "Write '- route:' with an id around 'from:'; failures and metrics name it";
      case "rest", "restConfiguration" ->
          "A step file defines no REST service; the APIs are part of the program";
      case "routeConfiguration", "onException", "errorHandler", "onCompletion" ->
          "'"
              + key
              + "' outside of a route would change all routes, of the program as well; write doTry"
              + " or errorHandler into the route";
      case "beans" -> "A route file makes no beans; it calls those that docs/routes.md lists";
      default -> "'" + key + "' is nothing that a route file may hold; it is a list of '- route:'";
    };
  }

  private void route(Node node) {
    texts.fields(
        node,
        "route",
        Map.of(
            "from", (from, where) -> endpoints.from(from, steps::list),
            "group", texts::text,
            "autoStartup", texts::text,
            "streamCache", texts::text,
            "messageHistory", texts::text,
            "logMask", texts::text,
            "errorHandler", this::errorHandler));
    Optional<Node> id = find(node, "id");
    if (id.isPresent()) {
      outlines.end(texts.judge(id.get(), scalar(id.get())), YamlFields.line(id.get()));
    } else if (node instanceof MappingNode) {
      yaml.refuse(node, "The route has no id; give it one");
    }
  }

  private void errorHandler(Node node, String where) {
    Map<String, Form> redelivery =
        texts.named(
            "maximumRedeliveries",
            "redeliveryDelay",
            "maximumRedeliveryDelay",
            "backOffMultiplier",
            "useExponentialBackOff",
            "logRetryAttempted",
            "logExhausted",
            "logStackTrace",
            "retryAttemptedLogLevel",
            "retriesExhaustedLogLevel");
    texts.fields(
        node,
        "errorHandler",
        Map.of(
            "noErrorHandler",
            (value, in) -> texts.fields(value, in, Map.of()),
            "defaultErrorHandler",
            (value, in) ->
                texts.fields(
                    value,
                    in,
                    Map.of(
                        "redeliveryPolicy",
                        (policy, at) -> texts.fields(policy, at, redelivery)))));
  }
}
