package io.netdepot.devices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netdepot.delivery.Aim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what devices print about their software, liberally. */
final class SoftwareTexts {
  private static final int LONGEST = 100;
  private static final int MOST = 100;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
              .build());

  private SoftwareTexts() {}

  /**
   * Reads {@code nv show system image -o json} and {@code nv show system image files -o json}. A
   * partition is an object with {@code build-id} or, on older builds, plain text.
   *
   * <p>Source: NVOS User Manual 25.02.4282, "Installation Management Commands", and public clients.
   *
   * @param buildOf what a switch calls the image of a file name; empty when that is no image
   */
  static Optional<Software> nvos(String partitions, String files, UnaryOperator<String> buildOf) {
    JsonNode root = json(partitions);
    JsonNode image = root.path("image").isObject() ? root.path("image") : root;
    if (!image.isObject()) {
      return Optional.empty();
    }
    List<Software.Place> places = new ArrayList<>();
    image
        .properties()
        .forEach(
            field -> {
              String build = build(field.getValue());
              if (field.getKey().startsWith("partition") && isVersion(build)) {
                String number = field.getKey().substring("partition".length());
                places.add(new Software.Place(Aim.bare(build), number, ""));
              }
            });
    json(files).fieldNames().forEachRemaining(name -> add(places, name, buildOf.apply(name)));
    return Optional.of(
        new Software(
            of(image, places, image.path("current").asText("")),
            of(image, places, image.path("next").asText("")),
            places.stream().limit(MOST).toList()));
  }

  private static void add(List<Software.Place> places, String file, String build) {
    if (isVersion(build)) {
      places.add(new Software.Place(Aim.bare(build), "", file));
    }
  }

  private static String build(JsonNode partition) {
    return (partition.isObject() ? partition.path("build-id").asText("") : partition.asText(""))
        .strip();
  }

  // A number, the name of a partition, or the build itself.
  private static String of(JsonNode image, List<Software.Place> places, String named) {
    String name = named.strip();
    String number = name.startsWith("partition") ? name.substring("partition".length()) : name;
    return places.stream()
        .filter(place -> !place.partition().isEmpty() && place.partition().equals(number))
        .map(Software.Place::version)
        .findFirst()
        .orElseGet(
            () -> image.has(name) || !isVersion(name) || isNumber(name) ? "" : Aim.bare(name));
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(Character::isDigit);
  }

  /**
   * Reads a table with a line of headings, of which the first is VERSION and others are ACTIVE and
   * DEFAULT, whose values are {@code true} or {@code false}.
   *
   * <p>Inferred: no capture of {@code show software} (vEdge) or {@code show sdwan software}
   * (IOS-XE) is public in whole.
   */
  static Optional<Software> table(String printed) {
    List<List<String>> rows =
        printed
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> Arrays.asList(line.split("\\s+")))
            .toList();
    for (int at = 0; at < rows.size(); at++) {
      List<String> headings =
          rows.get(at).stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
      if (headings.getFirst().equals("VERSION") && headings.contains("ACTIVE")) {
        return Optional.of(table(headings, rows.subList(at + 1, rows.size())));
      }
    }
    return Optional.empty();
  }

  private static Software table(List<String> headings, List<List<String>> rows) {
    int active = headings.indexOf("ACTIVE");
    int defaults = headings.indexOf("DEFAULT");
    String version = "";
    String next = "";
    List<Software.Place> places = new ArrayList<>();
    for (List<String> row : rows) {
      String name = row.getFirst();
      if (row.size() > active
          && isFlag(row.get(active))
          && isVersion(name)
          && places.size() < MOST) {
        places.add(new Software.Place(name, "", ""));
        version = isTrue(row, active) ? name : version;
        next = isTrue(row, defaults) ? name : next;
      }
    }
    return new Software(version, next, places);
  }

  private static boolean isFlag(String word) {
    return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
  }

  private static boolean isTrue(List<String> row, int column) {
    return column >= 0 && column < row.size() && row.get(column).equalsIgnoreCase("true");
  }

  private static boolean isVersion(String text) {
    return text.length() <= LONGEST && text.matches("[A-Za-z0-9][A-Za-z0-9._+-]*");
  }

  private static JsonNode json(String printed) {
    try {
      return Optional.ofNullable(JSON.readTree(printed)).orElse(MissingNode.getInstance());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
