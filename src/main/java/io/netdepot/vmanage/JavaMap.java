package io.netdepot.vmanage;

import java.util.Optional;

/**
 * A map as Java prints one, in which the vendor hides what clients take apart: {@code {key=value}}.
 */
final class JavaMap {
  private JavaMap() {}

  static String of(String key, String value) {
    return "{" + key + "=" + value + "}";
  }

  static String of(String key, Optional<String> value) {
    return value.map(known -> of(key, known)).orElse("{}");
  }
}
