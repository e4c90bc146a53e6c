package io.netdepot.routes;

import static io.netdepot.routes.YamlFields.find;
import static io.netdepot.routes.YamlFields.scalar;

import io.netdepot.routes.YamlFields.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The expressions of one route file, and its calls of beans. On one thread. */
final class RouteExpressions {
  private static final Pattern CALL =
      Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\)\\s*)?", Pattern.DOTALL);
  private static final Set<String> PREDICATES = Set.of("filter", "when", "onWhen", "validate");

  private final YamlFields yaml;
  private final SimpleText simple;
  private final RouteTexts texts;

  RouteExpressions(YamlFields yaml, SimpleText simple, RouteTexts texts) {
    this.yaml = yaml;
    this.simple = simple;
    this.texts = texts;
  }

  /** An expression, by its language, beside other fields. */
  void with(Node node, String where, Map<String, Form> others) {
    Map<String, Form> forms = new HashMap<>(others);
    forms.put("simple", (value, in) -> simple(value, PREDICATES.contains(where)));
    for (String language : List.of("constant", "header", "variable", "exchangeProperty")) {
      forms.put(language, this::expression);
    }
    forms.put(
        "tokenize",
        (value, in) -> texts.shortOr(value, in, texts.named("token", "regex", "group")));
    forms.put("method", this::bean);
    forms.put("expression", (value, in) -> with(value, where, Map.of()));
    texts.fields(node, where, forms);
  }

  private void simple(Node node, boolean predicate) {
    expression(node, "simple");
    Optional<Node> text =
        node instanceof MappingNode ? find(node, "expression") : Optional.of(node);
    text.ifPresent(found -> texts.compile(found, scalar(found), predicate));
  }

  private void expression(Node node, String language) {
    Map<String, Form> forms = texts.named("expression", "trim", "pretty");
    forms.put("resultType", texts::type);
    texts.shortOr(node, language, forms);
    Optional<Node> text =
        node instanceof MappingNode ? find(node, "expression") : Optional.of(node);
    text.ifPresent(found -> texts.judge(found, scalar(found)));
  }

  /** A call of a bean's method. */
  void bean(Node node, String where) {
    texts.fields(node, where, Map.of("ref", texts::text, "method", texts::text));
    if (!(node instanceof MappingNode)) {
      yaml.refuse(node, "Write a bean as 'ref:' and 'method:'");
      return;
    }
    String ref = find(node, "ref").map(YamlFields::scalar).orElse("");
    Matcher call = CALL.matcher(find(node, "method").map(YamlFields::scalar).orElse(""));
    if (!call.matches()) {
      yaml.refuse(
          node, "A bean is called by the name of one of its methods, as in 'name(${body})'");
      return;
    }
    simple.callProblem(ref, call.group(1)).ifPresent(problem -> yaml.refuse(node, problem));
    String arguments = call.group(2) == null ? "" : call.group(2);
    if (texts.judge(node, arguments).contains(".class")) {
      yaml.refuse(node, "An argument is a text, a number or an expression; no class may be named");
    }
  }
}
