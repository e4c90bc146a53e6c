package io.netdepot.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as people give them, so that a test names those that matter to it and no other. */
public final class GivenSettings {
  private GivenSettings() {}

  /** The defaults but for these, each as {@code name=value}. */
  public static Settings of(String... changed) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String setting : changed) {
      int equals = setting.indexOf('=');
      byName.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return of(byName);
  }

  /** The defaults but for these, by name. */
  public static Settings of(Map<String, String> changed) {
    List<SettingOverride> overrides =
        changed.entrySet().stream()
            .map(entry -> new SettingOverride(entry.getKey(), entry.getValue(), "the test"))
            .toList();
    Path home = Path.of("").toAbsolutePath();
    try {
      return new SettingsLoader(home, home, Map.of()).load(Optional.empty(), overrides);
    } catch (InvalidSettings e) {
      throw new IllegalArgumentException(e);
    }
  }
}
