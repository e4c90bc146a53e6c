package io.netdepot.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was written, read key by key. A value that is not of its form is noted as a problem and its
 * default taken in its place, so that one look finds all problems.
 */
final class SettingValues {
  private final Map<String, WrittenSetting> written;
  private final Path home;
  private final List<String> problems;

  // Mutable state
  private final Set<String> unusable = new HashSet<>();
  private final Map<String, String> placeholders = new TreeMap<>();

  /**
   * @param written by name, the one that counts
   * @param home the folder at which relative paths of defaults start
   * @param problems takes what is found
   */
  SettingValues(Map<String, WrittenSetting> written, Path home, List<String> problems) {
    this.written = new HashMap<>(written);
    this.home = home;
    this.problems = problems;
  }

  <T> T get(SettingKey<T> key) {
    WrittenSetting byDefault = byDefault(key);
    WrittenSetting setting = written.getOrDefault(key.name(), byDefault);
    T value;
    try {
      value = read(key.form(), setting);
    } catch (IllegalArgumentException e) {
      unusable.add(key.name());
      problems.add(notOfItsForm(setting, key.form()));
      value = read(key.form(), byDefault);
    }
    placeholders.put(key.name(), key.form().placeholder().apply(value));
    return value;
  }

  private WrittenSetting byDefault(SettingKey<?> key) {
    return new WrittenSetting(key.name(), key.defaultText(), new SettingOrigin("default", home));
  }

  /** The values whose names begin so, by the rest of their names. */
  <T> Map<String, T> getAll(String prefix, SettingForm<T> form) {
    Map<String, T> values = new LinkedHashMap<>();
    for (WrittenSetting setting : new TreeMap<>(written).values()) {
      if (setting.name().startsWith(prefix)) {
        try {
          values.put(setting.name().substring(prefix.length()), read(form, setting));
        } catch (IllegalArgumentException e) {
          problems.add(notOfItsForm(setting, form));
        }
      }
    }
    return values;
  }

  private static <T> T read(SettingForm<T> form, WrittenSetting setting) {
    return form.reader().read(setting.value().strip(), setting.origin().base());
  }

  private static String notOfItsForm(WrittenSetting setting, SettingForm<?> form) {
    return setting.name()
        + " ("
        + setting.origin().place()
        + "): "
        + Secrets.shown(setting.value())
        + " is not "
        + form.expected()
        + "; write for example "
        + form.example()
        + ".";
  }

  /** Whether the value was of its form; a check of several settings asks first. */
  boolean usable(SettingKey<?> key) {
    return !unusable.contains(key.name());
  }

  /** Whether a value of a setting is another one than its default. */
  <T> boolean isOwn(SettingKey<T> key, T value) {
    return !value.equals(read(key.form(), byDefault(key)));
  }

  /** The name of a setting and where its value stands, for a problem. */
  String where(SettingKey<?> key) {
    WrittenSetting setting = written.get(key.name());
    return key.name() + " (" + (setting == null ? "default" : setting.origin().place()) + ")";
  }

  /** All values read so far, as route files get them. */
  Map<String, String> placeholders() {
    return Map.copyOf(placeholders);
  }
}
