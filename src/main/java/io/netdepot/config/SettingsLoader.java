package io.netdepot.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the settings: the command line counts before the environment, that before the file, and
 * that before the default. What nobody knows stops the start rather than being passed over.
 */
public final class SettingsLoader {
  private static final Path USUAL_FILE = Path.of("config", "application.properties");

  /** Free keys of those who write routes: {@code platform.<name>.<anything>}. */
  private static final Pattern PLATFORM_KEY = Pattern.compile("platform\\.[a-z0-9][a-z0-9-]*\\..+");

  /** Settings of earlier releases and what to write now. */
  private static final Map<String, String> RETIRED =
      Map.of(
          "vmanage.failed-logins",
          "it counts on all APIs; write http.failed-logins",
          "vmanage.failed-logins-window",
          "it counts on all APIs; write http.failed-logins-window");

  private final Path home;
  private final Path current;
  private final Map<String, String> environment;
  private final Map<String, String> retired;
  private final Set<String> known;
  private final EnvironmentVariables variables = new EnvironmentVariables(SettingKeys.ALL);

  /**
   * @param home the folder of the launcher: the usual settings file is found from here, and
   *     relative paths of that file and of the defaults start here, wherever the caller stands
   * @param current the folder at which relative paths of the command line and the environment start
   */
  public SettingsLoader(Path home, Path current, Map<String, String> environment) {
    this(home, current, environment, RETIRED);
  }

  SettingsLoader(
      Path home, Path current, Map<String, String> environment, Map<String, String> retired) {
    this.home = home.toAbsolutePath().normalize();
    this.current = current.toAbsolutePath().normalize();
    this.environment = Map.copyOf(environment);
    this.retired = Map.copyOf(retired);
    this.known = SettingKeys.ALL.stream().map(SettingKey::name).collect(Collectors.toSet());
  }

  /**
   * Reads and checks everything.
   *
   * @param file the settings file; without it the usual one, if it is there
   * @param overrides the command line; of two for one setting the later counts
   * @throws InvalidSettings with every problem that was found
   */
  public Settings load(Optional<Path> file, List<SettingOverride> overrides)
      throws InvalidSettings {
    List<String> problems = new ArrayList<>();
    List<WrittenSetting> written = new ArrayList<>(fromFile(file, problems));
    written.addAll(variables.read(environment, current, problems));
    for (SettingOverride override : overrides) {
      SettingOrigin origin = new SettingOrigin(override.option(), current);
      written.add(new WrittenSetting(override.name(), override.value(), origin));
    }
    Map<String, WrittenSetting> accepted = new LinkedHashMap<>();
    for (WrittenSetting setting : written) {
      problemOfName(setting)
          .ifPresentOrElse(problems::add, () -> accepted.put(setting.name(), setting));
    }
    SettingValues values = new SettingValues(accepted, home, problems);
    Settings settings = SettingsReader.read(values, freeKeys(accepted), config(file));
    problems.addAll(new SettingChecks(settings, values).problems());
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  private Set<Path> config(Optional<Path> given) {
    return Stream.concat(
            Stream.of(home.resolve(USUAL_FILE).getParent()), given.map(current::resolve).stream())
        .collect(Collectors.toSet());
  }

  private List<WrittenSetting> fromFile(Optional<Path> given, List<String> problems) {
    Path usual = home.resolve(USUAL_FILE);
    if (given.isEmpty() && !Files.exists(usual)) {
      return List.of();
    }
    Path file = given.map(current::resolve).orElse(usual);
    String name = given.orElse(USUAL_FILE).toString();
    return PropertiesFile.read(file, name, home, problems);
  }

  private Optional<String> problemOfName(WrittenSetting setting) {
    String name = setting.name();
    String place = " (" + setting.origin().place() + ")";
    if (known.contains(name)
        || (name.startsWith(SshKeys.KEY_PREFIX) && name.length() > SshKeys.KEY_PREFIX.length())) {
      return Optional.empty();
    }
    if (retired.containsKey(name)) {
      return Optional.of(name + place + " is no longer a setting: " + retired.get(name));
    }
    if (Secrets.inName(name)) {
      return Optional.of(name + place + ": " + Secrets.WHERE_THEY_BELONG);
    }
    if (PLATFORM_KEY.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "No setting is called " + name + place + NearestName.suggestion(name, known));
  }

  private static Map<String, String> freeKeys(Map<String, WrittenSetting> accepted) {
    return accepted.values().stream()
        .filter(setting -> PLATFORM_KEY.matcher(setting.name()).matches())
        .collect(Collectors.toMap(WrittenSetting::name, WrittenSetting::value));
  }
}
