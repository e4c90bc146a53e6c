package io.netdepot.routes;

import io.netdepot.yaml.FileProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The YAML of one file as fields and lists: holds each against the form it has to have, and keeps
 * what is wrong with its line. For one file, on one thread.
 */
final class YamlFields {
  private static final int DEEPEST = 60;
  private static final int MOST_NODES = 20_000;
  private static final int MOST_PROBLEMS = 20;
  private static final Pattern KEBAB = Pattern.compile("-([a-z])");

  private final String file;

  // Mutable state
  private final List<FileProblem> problems = new ArrayList<>();
  private int nodes;
  private int depth;

  /** How something in a file has to look. */
  @FunctionalInterface
  interface Form {
    void check(Node node, String where);
  }

  /** Told of each field of a node. */
  @FunctionalInterface
  interface Field {
    void check(String key, Node value);
  }

  /** {@code file} is its name, as problems repeat it. */
  YamlFields(String file) {
    this.file = file;
  }

  /** What has been found to be wrong so far. */
  List<FileProblem> problems() {
    return List.copyOf(problems);
  }

  /** Parses a text and hands over its one document, unless there is none. */
  void read(String text, Consumer<Node> document) {
    try {
      Iterator<Node> documents =
          new Compose(LoadSettings.builder().setLabel(file).build())
              .composeAllFromString(text)
              .iterator();
      if (!documents.hasNext()) {
        refuse(1, "The file is empty; delete it when its routes are to go");
        return;
      }
      Node all = documents.next();
      if (documents.hasNext()) {
        refuse(all, "A file holds one list of routes; put the second one into a file of its own");
      }
      document.accept(all);
    } catch (MarkedYamlEngineException e) {
      refuse(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), Reasons.of(e));
    } catch (YamlEngineException e) {
      refuse(1, Reasons.of(e));
    }
  }

  /** The fields of a node are some of those that {@code forms} has, each in its form. */
  void fields(Node node, String where, Map<String, Form> forms) {
    each(
        node,
        where,
        (key, value) -> {
          Form form = forms.get(key);
          if (form == null) {
            refuse(
                value,
                "'"
                    + key
                    + "' is no part of '"
                    + where
                    + "'; there are "
                    + SimpleText.sorted(forms.keySet()));
          } else {
            form.check(value, key);
          }
        });
  }

  /** The node is a list, and each of its entries has the form. */
  void list(Node node, String where, Form form) {
    if (!(node instanceof SequenceNode sequence)) {
      refuse(node, "'" + where + "' takes a list");
      return;
    }
    sequence.getValue().forEach(entry -> form.check(entry, where));
  }

  /**
   * Goes through the fields of a node, whose names it writes as Camel does: {@code on-when} is
   * {@code onWhen}. One without a value has none.
   */
  void each(Node node, String where, Field field) {
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      throw new YamlEngineException("The file is too large or too deep for a route");
    }
    if (node instanceof ScalarNode empty && empty.getValue().isEmpty()) {
      return;
    }
    if (!(node instanceof MappingNode map)) {
      refuse(node, "'" + where + "' takes fields, as in 'name: value'");
      return;
    }
    depth++;
    try {
      Set<String> seen = new HashSet<>();
      for (NodeTuple tuple : map.getValue()) {
        String key =
            KEBAB
                .matcher(scalar(tuple.getKeyNode()))
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        if (!seen.add(key)) {
          refuse(tuple.getKeyNode(), "'" + key + "' is there twice");
        }
        field.check(key, tuple.getValueNode());
      }
    } finally {
      depth--;
    }
  }

  /** The value of a field; empty when the node has none of that name. */
  static Optional<Node> find(Node node, String key) {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(tuple -> scalar(tuple.getKeyNode()).equals(key))
            .map(NodeTuple::getValueNode)
            .reduce((first, last) -> last)
        : Optional.empty();
  }

  /** A text; empty when the node is something else. */
  static String scalar(Node node) {
    return node instanceof ScalarNode text ? text.getValue() : "";
  }

  /** Keeps a problem at the line of a node. */
  void refuse(Node node, String reason) {
    refuse(line(node), reason);
  }

  /** The line of a node, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private void refuse(int line, String reason) {
    // Whoever mends these sees the others then.
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new FileProblem(file, Optional.of(line), reason));
    }
  }
}
