package io.netdepot.routes;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of settings in a text, such as {@code {{ssh.port}}}, and what stands in them. */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:]*)(?::[^{}]*)?}}");
  private static final Pattern FREE_SETTING = Pattern.compile("platform\\.[\\w.-]+");

  private final Set<String> settings;
  private final UnaryOperator<String> resolve;

  /**
   * Over settings.
   *
   * @param resolve puts the settings into a text; throws when one has no value
   */
  Placeholders(Set<String> settings, UnaryOperator<String> resolve) {
    this.settings = Set.copyOf(settings);
    this.resolve = resolve;
  }

  /**
   * A text with the settings in it.
   *
   * @throws IllegalArgumentException with a sentence when it names what is no setting
   * @throws RuntimeException Camel's own, when a setting has no value
   */
  String resolve(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      String name = placeholder.group(1).replaceFirst("^[?!]", "").strip();
      if (!settings.contains(name) && !FREE_SETTING.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "{{"
                + name
                + "}} is no setting; config/application.properties has all of them, and"
                + " your own begin with platform.");
      }
    }
    if (PLACEHOLDER.matcher(text).replaceAll("").contains("{{")) {
      throw new IllegalArgumentException(
          "Write a placeholder as {{name}} or {{name:default}}, and none in another");
    }
    return text.contains("{{") ? resolve.apply(text) : text;
  }
}
