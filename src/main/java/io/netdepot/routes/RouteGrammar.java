package io.netdepot.routes;

import static io.netdepot.routes.YamlFields.find;
import static io.netdepot.routes.YamlFields.scalar;

import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.routes.YamlFields.Form;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What a route file may say. Who writes a route can have the service do what its steps, beans and
 * endpoints do, and nothing else: no class, no script, no object that is not meant for it. So
 * everything that is not known here is refused, with its line, before Camel sees the file.
 */
final class RouteGrammar {
  private static final Pattern CALL =
      Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\)\\s*)?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]*");
  private static final String FILE_NAME = "CamelFileName";
  private static final Pattern EXCEPTION =
      Pattern.compile("(?:java|io\\.netdepot|org\\.apache\\.camel)(?:\\.\\w+)+");
  private static final Set<String> THROWN =
      Set.of("java.lang.IllegalStateException", "java.lang.IllegalArgumentException");

  private static final Set<String> PREDICATES = Set.of("filter", "when", "onWhen", "validate");
  private static final String[] ABOUT = {"id", "description", "note"};

  private final Set<String> components;
  private final SimpleText simple;
  private final UriWords uris;
  private final Placeholders placeholders;
  private final Trial trial;
  private final Map<String, Form> stepForms;

  // Mutable state: the file that is being looked at, by one thread.
  private YamlFields yaml = new YamlFields("");
  private RouteOutlines outlines = new RouteOutlines("");

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
    this.stepForms = stepForms();
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
  record Reading(List<RouteProblem> problems, List<RouteOutline> routes) {}

  /** Reads a file. */
  Reading read(RouteFile checked) {
    yaml = new YamlFields(checked.name());
    outlines = new RouteOutlines(checked.name());
    yaml.read(checked.text(), this::routes);
    return new Reading(yaml.problems(), outlines.routes());
  }

  private void routes(Node all) {
    if (!(all instanceof SequenceNode list)) {
      refuse(all, "A file is a list of routes; begin it with '- route:'");
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
              refuse(entry, notARoute(key));
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
    fields(
        node,
        "route",
        Map.of(
            "from", this::from,
            "group", this::text,
            "autoStartup", this::text,
            "streamCache", this::text,
            "messageHistory", this::text,
            "logMask", this::text,
            "errorHandler", this::errorHandler));
    Optional<Node> id = find(node, "id");
    if (id.isPresent()) {
      outlines.end(judge(id.get(), scalar(id.get())), YamlFields.line(id.get()));
    } else if (node instanceof MappingNode) {
      refuse(node, "The route has no id; give it one");
    }
  }

  private void from(Node node, String where) {
    if (node instanceof MappingNode) {
      fields(
          node,
          "from",
          Map.of("uri", this::text, "parameters", this::parameters, "steps", this::steps));
    }
    uri(node, "from");
  }

  private void errorHandler(Node node, String where) {
    Map<String, Form> redelivery =
        texts(
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
    fields(
        node,
        "errorHandler",
        Map.of(
            "noErrorHandler",
            (value, in) -> fields(value, in, Map.of()),
            "defaultErrorHandler",
            (value, in) ->
                fields(
                    value,
                    in,
                    Map.of("redeliveryPolicy", (policy, at) -> fields(policy, at, redelivery)))));
  }

  private Map<String, Form> stepForms() {
    Map<String, Form> forms = new HashMap<>();
    forms.put("bean", this::bean);
    forms.put("to", (node, where) -> send(node, where, components));
    forms.put("toD", (node, where) -> send(node, where, Set.of("direct")));
    forms.put("wireTap", this::tap);
    forms.put("log", this::log);
    forms.put("stop", (node, where) -> fields(node, where, Map.of()));
    for (String name : List.of("setBody", "transform", "validate")) {
      forms.put(name, (node, where) -> expressionWith(node, where, Map.of()));
    }
    for (String name : List.of("setHeader", "setProperty")) {
      forms.put(name, (node, where) -> expressionWith(node, where, Map.of("name", this::name)));
    }
    forms.put("setVariable", (node, where) -> expressionWith(node, where, texts("name")));
    for (String name : List.of("removeHeader", "removeProperty", "removeVariable")) {
      forms.put(name, (node, where) -> shortOr(node, where, texts("name")));
    }
    for (String name : List.of("removeHeaders", "removeProperties")) {
      forms.put(name, (node, where) -> shortOr(node, where, texts("pattern", "excludePattern")));
    }
    forms.put("convertBodyTo", (node, where) -> shortOr(node, where, Map.of("type", this::type)));
    forms.put("delay", (node, where) -> expressionWith(node, where, Map.of()));
    forms.put("filter", (node, where) -> expressionWith(node, where, withSteps()));
    forms.put("loop", (node, where) -> expressionWith(node, where, withSteps("copy", "doWhile")));
    forms.put(
        "split",
        (node, where) ->
            expressionWith(
                node, where, withSteps("streaming", "stopOnException", "shareUnitOfWork")));
    for (String name : List.of("pipeline", "step")) {
      forms.put(name, (node, where) -> fields(node, where, withSteps()));
    }
    forms.put("multicast", (node, where) -> fields(node, where, withSteps("stopOnException")));
    forms.put("choice", this::choice);
    forms.put("doTry", this::doTry);
    forms.put(
        "throwException",
        (node, where) ->
            fields(node, where, Map.of("message", this::text, "exceptionType", this::thrown)));
    return Map.copyOf(forms);
  }

  private Map<String, Form> withSteps(String... texts) {
    Map<String, Form> forms = texts(texts);
    forms.put("steps", this::steps);
    return forms;
  }

  private Map<String, Form> texts(String... names) {
    Map<String, Form> forms = new HashMap<>();
    for (String name : names) {
      forms.put(name, this::text);
    }
    return forms;
  }

  private void choice(Node node, String where) {
    Form branch = (when, in) -> expressionWith(when, in, withSteps());
    fields(
        node,
        where,
        Map.of(
            "when",
            (list, in) -> list(list, in, branch),
            "otherwise",
            (value, in) -> fields(value, in, withSteps())));
  }

  private void doTry(Node node, String where) {
    Form caught =
        (value, in) -> {
          Map<String, Form> forms = withSteps();
          forms.put("exception", (list, at) -> list(list, at, this::exception));
          forms.put("onWhen", (when, at) -> expressionWith(when, at, Map.of()));
          fields(value, in, forms);
        };
    Map<String, Form> forms = withSteps();
    forms.put("doCatch", (list, in) -> list(list, in, caught));
    forms.put("doFinally", (value, in) -> fields(value, in, withSteps()));
    fields(node, where, forms);
  }

  private void steps(Node node, String where) {
    list(
        node,
        where,
        (entry, in) -> {
          if (entry instanceof MappingNode map && map.getValue().size() != 1) {
            refuse(entry, "A step is one field, as in '- bean:'");
          }
          yaml.each(
              entry,
              in,
              (key, value) -> {
                Form form = stepForms.get(key);
                if (form == null) {
                  refuse(
                      entry,
                      "'"
                          + key
                          + "' is no step of a route; there are "
                          + SimpleText.sorted(stepForms.keySet()));
                } else {
                  form.check(value, key);
                }
              });
        });
  }

  private void bean(Node node, String where) {
    fields(node, where, Map.of("ref", this::text, "method", this::text));
    call(node);
  }

  private void call(Node node) {
    if (!(node instanceof MappingNode)) {
      refuse(node, "Write a bean as 'ref:' and 'method:'");
      return;
    }
    String ref = find(node, "ref").map(YamlFields::scalar).orElse("");
    Matcher call = CALL.matcher(find(node, "method").map(YamlFields::scalar).orElse(""));
    if (!call.matches()) {
      refuse(node, "A bean is called by the name of one of its methods, as in 'name(${body})'");
      return;
    }
    simple.callProblem(ref, call.group(1)).ifPresent(problem -> refuse(node, problem));
    String arguments = call.group(2) == null ? "" : call.group(2);
    if (judge(node, arguments).contains(".class")) {
      refuse(node, "An argument is a text, a number or an expression; no class may be named");
    }
  }

  // Unlike that of 'to', Camel's reader of it takes no single text.
  private void tap(Node node, String where) {
    if (node instanceof ScalarNode) {
      refuse(node, "Write 'wireTap' with fields, as in 'uri: direct:name'");
    }
    send(node, where, Set.of("direct"));
  }

  private void send(Node node, String where, Set<String> schemes) {
    if (node instanceof MappingNode) {
      Map<String, Form> forms =
          texts("uri", "variableSend", "variableReceive", "pattern", "copy", "dynamicUri");
      forms.put("parameters", this::parameters);
      fields(node, where, forms);
    }
    uri(node, where, schemes);
  }

  private void uri(Node node, String where) {
    uri(node, where, components);
  }

  private void uri(Node node, String where, Set<String> schemes) {
    Optional<Node> found = node instanceof MappingNode ? find(node, "uri") : Optional.of(node);
    if (found.isEmpty()) {
      refuse(node, "'" + where + "' has no uri");
      return;
    }
    String written = scalar(found.get());
    String resolved = judge(found.get(), written);
    if (where.equals("from")) {
      outlines.from(resolved, YamlFields.line(found.get()));
    } else {
      outlines.call(resolved, YamlFields.line(found.get()));
    }
    uris.problems(where, written, resolved, schemes)
        .forEach(problem -> refuse(found.get(), problem));
    Optional<Node> parameters = find(node, "parameters");
    if (parameters.isPresent()) {
      String scheme = uris.scheme(written).orElse("");
      yaml.each(
          parameters.get(),
          "parameters",
          (key, value) ->
              uris.parameterProblem(where, scheme, key, judge(value, scalar(value)))
                  .ifPresent(problem -> refuse(value, problem)));
    }
  }

  private void parameters(Node node, String where) {
    yaml.each(node, where, (key, value) -> text(value, key));
  }

  private void log(Node node, String where) {
    if (node instanceof ScalarNode) {
      message(node, where);
      return;
    }
    Map<String, Form> forms = texts("loggingLevel", "logName", "marker");
    forms.put("message", this::message);
    fields(node, where, forms);
  }

  /** An expression, by its language, beside other fields. */
  private void expressionWith(Node node, String where, Map<String, Form> others) {
    Map<String, Form> forms = new HashMap<>(others);
    forms.put("simple", (value, in) -> simple(value, PREDICATES.contains(where)));
    for (String language : List.of("constant", "header", "variable", "exchangeProperty")) {
      forms.put(language, this::expression);
    }
    forms.put("tokenize", (value, in) -> shortOr(value, in, texts("token", "regex", "group")));
    forms.put(
        "method",
        (value, in) -> {
          fields(value, in, Map.of("ref", this::text, "method", this::text));
          call(value);
        });
    forms.put("expression", (value, in) -> expressionWith(value, where, Map.of()));
    fields(node, where, forms);
  }

  private void simple(Node node, boolean predicate) {
    expression(node, "simple");
    Optional<Node> text =
        node instanceof MappingNode ? find(node, "expression") : Optional.of(node);
    text.ifPresent(found -> compile(found, scalar(found), predicate));
  }

  private void compile(Node node, String text, boolean predicate) {
    if (!yaml.problems().isEmpty()) {
      return;
    }
    try {
      trial.simple(placeholders.resolve(text), predicate);
    } catch (RuntimeException e) {
      refuse(
          node,
          "'"
              + text
              + "' is no "
              + (predicate ? "condition" : "expression")
              + ": "
              + Reasons.of(e));
    }
  }

  private void message(Node node, String where) {
    text(node, where);
    compile(node, scalar(node), false);
  }

  private void expression(Node node, String language) {
    Map<String, Form> forms = texts("expression", "trim", "pretty");
    forms.put("resultType", this::type);
    shortOr(node, language, forms);
    Optional<Node> text =
        node instanceof MappingNode ? find(node, "expression") : Optional.of(node);
    text.ifPresent(found -> judge(found, scalar(found)));
  }

  private void type(Node node, String where) {
    text(node, where);
    if (!StepWords.TYPES.contains(scalar(node))) {
      refuse(
          node,
          "'"
              + scalar(node)
              + "' is no type that a route may use; there are "
              + SimpleText.sorted(StepWords.TYPES));
    }
  }

  private void exception(Node node, String where) {
    text(node, where);
    if (!EXCEPTION.matcher(scalar(node)).matches()) {
      refuse(node, "'" + scalar(node) + "' is no exception that a route may catch");
    }
  }

  // Camel is steered by headers and properties of its own names, such as the file to be moved.
  private void name(Node node, String where) {
    text(node, where);
    String name = judge(node, scalar(node));
    String lower = name.toLowerCase(Locale.ROOT);
    boolean own = lower.startsWith("camel") && !name.equals(FILE_NAME);
    if (lower.contains("password") || lower.contains("username")) {
      refuse(
          node,
          "'" + name + "': no login may stand in a route; logins come from the switch's profile");
    }
    if (!NAME.matcher(name).matches() || own || name.equals(Generation.PROPERTY)) {
      refuse(node, "'" + name + "' is no name that a route may give to a header or a property");
    }
  }

  private void thrown(Node node, String where) {
    text(node, where);
    if (!THROWN.contains(scalar(node))) {
      refuse(node, "A route throws one of " + SimpleText.sorted(THROWN));
    }
  }

  private void text(Node node, String where) {
    if (node instanceof ScalarNode) {
      judge(node, scalar(node));
    } else {
      refuse(node, "'" + where + "' takes a text");
    }
  }

  /**
   * Judges a text wherever it stands: which places it is put into is Camel's affair.
   *
   * @return the text with the settings in it
   */
  private String judge(Node node, String text) {
    String resolved;
    try {
      resolved = placeholders.resolve(text);
    } catch (RuntimeException e) {
      refuse(node, Reasons.of(e));
      return text;
    }
    if (resolved.strip().toLowerCase(Locale.ROOT).startsWith("resource:")) {
      refuse(node, "'resource:' would read a file, which no route may; write the text itself");
    }
    simple.problem(resolved).ifPresent(problem -> refuse(node, problem));
    return resolved;
  }

  /** A single text in place of the fields, or the fields. */
  private void shortOr(Node node, String where, Map<String, Form> forms) {
    if (!(node instanceof ScalarNode)) {
      fields(node, where, forms);
    } else if (forms.size() == 1) {
      forms.values().iterator().next().check(node, where);
    } else {
      text(node, where);
    }
  }

  private void fields(Node node, String where, Map<String, Form> forms) {
    Map<String, Form> all = texts(ABOUT);
    all.putAll(forms);
    yaml.fields(node, where, all);
  }

  private void list(Node node, String where, Form form) {
    yaml.list(node, where, form);
  }

  private void refuse(Node node, String reason) {
    yaml.refuse(node, reason);
  }
}
