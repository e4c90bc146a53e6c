package io.netdepot.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML file: its values by their keys, each with its line. Immutable. */
public final class YamlMap {
  private final Node node;
  private final Map<String, Node> values;
  private final Problems problems;

  /** Takes what is wrong with a file. */
  @FunctionalInterface
  public interface Problems {
    void add(Optional<Integer> line, String reason);
  }

  private YamlMap(Node node, Map<String, Node> values, Problems problems) {
    this.node = node;
    this.values = values;
    this.problems = problems;
  }

  /**
   * Reads a file that is a mapping with no other keys than these.
   *
   * @param file its name, for people
   * @return empty when there is nothing in it, or it is no YAML, which is a problem
   */
  public static Optional<YamlMap> read(
      String file, String text, Set<String> keys, Problems problems) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(10).build();
      return new Compose(settings)
          .composeString(text)
          .map(root -> of(root, "The file", keys, problems));
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark().map(mark -> mark.getLine() + 1),
          "This is not YAML: " + String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(Optional.empty(), "This is not YAML: " + String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** Reads a mapping with no other keys than these; what else is there is a problem. */
  public static YamlMap of(Node node, String what, Set<String> keys, Problems problems) {
    Map<String, Node> values = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problems.add(line(node), what + " is to be a mapping of names to values");
      return new YamlMap(node, values, problems);
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!keys.contains(name)) {
        problems.add(
            line(key),
            what + " has no '" + name + "'; it has " + String.join(", ", new TreeSet<>(keys)));
      } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
        problems.add(line(key), what + " has '" + name + "' twice");
      }
    }
    return new YamlMap(node, values, problems);
  }

  private static Optional<Integer> line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(line -> line + 1);
  }

  public Optional<Integer> line() {
    return line(node);
  }

  /** The line of a value, or of the mapping when there is no such value. */
  public Optional<Integer> line(String key) {
    return line(values.getOrDefault(key, node));
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Set<String> keys() {
    return Set.copyOf(values.keySet());
  }

  /** A single value as it was written; empty when there is none, or it is not a single value. */
  public Optional<String> text(String key) {
    Node value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    problems.add(line(value), key + " is to be a single value");
    return Optional.empty();
  }

  /** The elements of a list; none when there is no such list. */
  private List<Node> list(String key) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return List.copyOf(sequence.getValue());
    }
    problems.add(line(value), key + " is to be a list");
    return List.of();
  }

  /** A single value, or the elements of a list, as they were written, with their lines. */
  public List<Line> oneOrMore(String key) {
    return values.get(key) instanceof ScalarNode
        ? text(key).map(text -> new Line(line(key), text)).stream().toList()
        : lines(key);
  }

  /** The mappings of a list, each with no other keys than these. */
  public List<YamlMap> maps(String key, String what, Set<String> keys) {
    return list(key).stream().map(node -> of(node, what, keys, problems)).toList();
  }

  /** The elements of a list as they were written, with their lines. */
  public List<Line> lines(String key) {
    List<Line> lines = new ArrayList<>();
    for (Node element : list(key)) {
      if (element instanceof ScalarNode scalar) {
        lines.add(new Line(line(element), scalar.getValue()));
      } else {
        problems.add(line(element), "An element of " + key + " is to be a single value");
      }
    }
    return lines;
  }

  /** A text and where it stands. */
  public record Line(Optional<Integer> number, String text) {}
}
