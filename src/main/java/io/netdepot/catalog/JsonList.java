package io.netdepot.catalog;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Many values in one parameter of a query, for {@code json_each}. */
final class JsonList {
  private JsonList() {}

  /** The words are ids or canonical addresses, in which no character needs to be escaped. */
  static String of(Stream<String> words) {
    return words.collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
