package io.netdepot.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings among the variables of the environment: those whose names begin like ours. */
final class EnvironmentVariables {
  static final String PREFIX = "NETDEPOT_";

  /** Variables that are ours without being settings: the users' passwords, the launcher, tests. */
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "NETDEPOT_RW_PASSWORD",
          "NETDEPOT_RO_PASSWORD",
          "NETDEPOT_SSHD",
          "NETDEPOT_JAVA_OPTS",
          "NETDEPOT_JAVA_DIRS",
          "NETDEPOT_LOG_LEVEL");

  private final Map<String, String> keysByVariable;

  EnvironmentVariables(List<SettingKey<?>> keys) {
    Map<String, String> map = new TreeMap<>();
    for (SettingKey<?> key : keys) {
      map.put(key.variable(), key.name());
    }
    keysByVariable = Map.copyOf(map);
  }

  /** Finds the settings; a variable that looks like one of ours and is none is a problem. */
  List<WrittenSetting> read(Map<String, String> environment, Path base, List<String> problems) {
    List<WrittenSetting> written = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (!variable.startsWith(PREFIX) || NO_SETTINGS.contains(variable)) {
                return;
              }
              String key = keysByVariable.get(variable);
              if (key == null) {
                problems.add(unknown(variable));
                return;
              }
              SettingOrigin origin = new SettingOrigin("environment variable " + variable, base);
              written.add(new WrittenSetting(key, value, origin));
            });
    return written;
  }

  private String unknown(String variable) {
    if (Secrets.inName(variable)) {
      return "Environment variable " + variable + ": " + Secrets.WHERE_THEY_BELONG;
    }
    if (variable.startsWith("NETDEPOT_SSH_KEY_") || variable.startsWith("NETDEPOT_PLATFORM_")) {
      return "Environment variable "
          + variable
          + ": settings ssh.key.* and platform.* hold names that a variable cannot spell; give them"
          + " in the settings file or by --set.";
    }
    return "Environment variable "
        + variable
        + " belongs to no setting"
        + NearestName.suggestion(variable, keysByVariable.keySet());
  }
}
