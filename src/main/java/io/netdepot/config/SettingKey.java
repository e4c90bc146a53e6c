package io.netdepot.config;

import java.util.Locale;

/**
 * A setting: its name, its default as it would be written, and the form of its values.
 *
 * <p>What a setting is for stands in {@code config/application.properties} and at the component of
 * the settings record.
 */
record SettingKey<T>(String name, String defaultText, SettingForm<T> form) {

  /** The environment variable that sets it. */
  String variable() {
    return EnvironmentVariables.PREFIX
        + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
