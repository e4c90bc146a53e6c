package io.netdepot.routes;

import static io.netdepot.routes.YamlFields.find;
import static io.netdepot.routes.YamlFields.scalar;

import io.netdepot.routes.YamlFields.Form;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The endpoints of one route file: where its routes are from and what they call. On one thread. */
final class RouteEndpoints {
  private final YamlFields yaml;
  private final UriWords uris;
  private final RouteTexts texts;
  private final RouteOutlines outlines;

  RouteEndpoints(YamlFields yaml, UriWords uris, RouteTexts texts, RouteOutlines outlines) {
    this.yaml = yaml;
    this.uris = uris;
    this.texts = texts;
    this.outlines = outlines;
  }

  /** Where a route is from; {@code steps} is the form of what follows. */
  void from(Node node, Form steps) {
    if (node instanceof MappingNode) {
      texts.fields(
          node, "from", Map.of("uri", texts::text, "parameters", this::parameters, "steps", steps));
    }
    uri(node, "from", uris.components());
  }

  /**
   * A call of a seam that is not waited for. Unlike for 'to', Camel's reader takes no single text.
   */
  void tap(Node node, String where) {
    if (node instanceof ScalarNode) {
      yaml.refuse(node, "Write 'wireTap' with fields, as in 'uri: direct:name'");
    }
    send(node, where, Set.of("direct"));
  }

  /** A call of an endpoint of one of the given components. */
  void send(Node node, String where, Set<String> schemes) {
    if (node instanceof MappingNode) {
      Map<String, Form> forms =
          texts.named("uri", "variableSend", "variableReceive", "pattern", "copy", "dynamicUri");
      forms.put("parameters", this::parameters);
      texts.fields(node, where, forms);
    }
    uri(node, where, schemes);
  }

  private void uri(Node node, String where, Set<String> schemes) {
    Optional<Node> found = node instanceof MappingNode ? find(node, "uri") : Optional.of(node);
    if (found.isEmpty()) {
      yaml.refuse(node, "'" + where + "' has no uri");
      return;
    }
    String written = scalar(found.get());
    String resolved = texts.judge(found.get(), written);
    if (where.equals("from")) {
      outlines.from(resolved, YamlFields.line(found.get()));
    } else {
      outlines.call(resolved, YamlFields.line(found.get()));
    }
    uris.problems(where, written, resolved, schemes)
        .forEach(problem -> yaml.refuse(found.get(), problem));
    Optional<Node> parameters = find(node, "parameters");
    if (parameters.isPresent()) {
      String scheme = uris.scheme(written).orElse("");
      yaml.each(
          parameters.get(),
          "parameters",
          (key, value) ->
              uris.parameterProblem(where, scheme, key, texts.judge(value, scalar(value)))
                  .ifPresent(problem -> yaml.refuse(value, problem)));
    }
  }

  private void parameters(Node node, String where) {
    yaml.each(node, where, (key, value) -> texts.text(value, key));
  }
}
