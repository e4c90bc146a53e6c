package io.netdepot.routes;

import static io.netdepot.routes.YamlFields.scalar;

import io.netdepot.routes.RouteGrammar.Trial;
import io.netdepot.routes.YamlFields.Form;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The texts of one route file, and the fields that hold nothing but texts. On one thread. */
final class RouteTexts {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.-]*");
  private static final String FILE_NAME = "CamelFileName";
  private static final Pattern EXCEPTION =
      Pattern.compile("(?:java|io\\.netdepot|org\\.apache\\.camel)(?:\\.\\w+)+");
  private static final Set<String> THROWN =
      Set.of("java.lang.IllegalStateException", "java.lang.IllegalArgumentException");
  private static final String[] ABOUT = {"id", "description", "note"};

  private final YamlFields yaml;
  private final SimpleText simple;
  private final Placeholders placeholders;
  private final Trial trial;

  RouteTexts(YamlFields yaml, SimpleText simple, Placeholders placeholders, Trial trial) {
    this.yaml = yaml;
    this.simple = simple;
    this.placeholders = placeholders;
    this.trial = trial;
  }

  /** Any text. */
  void text(Node node, String where) {
    if (node instanceof ScalarNode) {
      judge(node, scalar(node));
    } else {
      yaml.refuse(node, "'" + where + "' takes a text");
    }
  }

  /**
   * Judges a text wherever it stands: which places it is put into is Camel's affair.
   *
   * @return the text with the settings in it
   */
  String judge(Node node, String text) {
    String resolved;
    try {
      resolved = placeholders.resolve(text);
    } catch (RuntimeException e) {
      yaml.refuse(node, Reasons.of(e));
      return text;
    }
    if (resolved.strip().toLowerCase(Locale.ROOT).startsWith("resource:")) {
      yaml.refuse(node, "'resource:' would read a file, which no route may; write the text itself");
    }
    simple.problem(resolved).ifPresent(problem -> yaml.refuse(node, problem));
    return resolved;
  }

  /** A text with expressions in it. */
  void message(Node node, String where) {
    text(node, where);
    compile(node, scalar(node), false);
  }

  /** Has Camel read an expression, unless something is wrong already. */
  void compile(Node node, String text, boolean predicate) {
    if (!yaml.problems().isEmpty()) {
      return;
    }
    try {
      trial.simple(placeholders.resolve(text), predicate);
    } catch (RuntimeException e) {
      yaml.refuse(
          node,
          "'"
              + text
              + "' is no "
              + (predicate ? "condition" : "expression")
              + ": "
              + Reasons.of(e));
    }
  }

  /** What a body or a result is turned into. */
  void type(Node node, String where) {
    text(node, where);
    if (!StepWords.TYPES.contains(scalar(node))) {
      yaml.refuse(
          node,
          "'"
              + scalar(node)
              + "' is no type that a route may use; there are "
              + SimpleText.sorted(StepWords.TYPES));
    }
  }

  /** An exception that is caught. */
  void exception(Node node, String where) {
    text(node, where);
    if (!EXCEPTION.matcher(scalar(node)).matches()) {
      yaml.refuse(node, "'" + scalar(node) + "' is no exception that a route may catch");
    }
  }

  /**
   * What a header or a property is called. Camel is steered by those of its own names, such as the
   * file to be moved.
   */
  void name(Node node, String where) {
    text(node, where);
    String name = judge(node, scalar(node));
    String lower = name.toLowerCase(Locale.ROOT);
    boolean own = lower.startsWith("camel") && !name.equals(FILE_NAME);
    if (lower.contains("password") || lower.contains("username")) {
      yaml.refuse(
          node,
          "'" + name + "': no login may stand in a route; logins come from the switch's profile");
    }
    if (!NAME.matcher(name).matches() || own || name.equals(Generation.PROPERTY)) {
      yaml.refuse(
          node, "'" + name + "' is no name that a route may give to a header or a property");
    }
  }

  /** An exception that is thrown. */
  void thrown(Node node, String where) {
    text(node, where);
    if (!THROWN.contains(scalar(node))) {
      yaml.refuse(node, "A route throws one of " + SimpleText.sorted(THROWN));
    }
  }

  /** Fields of these names, each a text; more may be put in. */
  Map<String, Form> named(String... names) {
    Map<String, Form> forms = new HashMap<>();
    for (String name : names) {
      forms.put(name, this::text);
    }
    return forms;
  }

  /** A single text in place of the fields, or the fields. */
  void shortOr(Node node, String where, Map<String, Form> forms) {
    if (!(node instanceof ScalarNode)) {
      fields(node, where, forms);
    } else if (forms.size() == 1) {
      forms.values().iterator().next().check(node, where);
    } else {
      text(node, where);
    }
  }

  /** The given fields, beside those that everything may have. */
  void fields(Node node, String where, Map<String, Form> forms) {
    Map<String, Form> all = named(ABOUT);
    all.putAll(forms);
    yaml.fields(node, where, all);
  }
}
