package io.netdepot.monitor;

import org.jspecify.annotations.Nullable;

/** Parameters of what is called over JMX: a console may send none for a text. */
final class GivenText {
  private GivenText() {}

  /**
   * A parameter that has to be there.
   *
   * @throws IllegalArgumentException with a sentence when it is not
   */
  static String required(@Nullable String text, String name) {
    if (text == null) {
      throw new IllegalArgumentException("Give " + name + "; there was none");
    }
    return text;
  }
}
