package io.netdepot.schedule;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.YamlMap;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the schedules; one look finds all that is wrong. */
final class ScheduleReader {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Set<String> OF_ALL = Set.of("name", "kind", "cron", "time-zone", "missed");
  private static final Set<String> OF_COLLECTIONS =
      Set.of("switches", "switches-file", "profile", "per-minute");
  private static final Set<String> KEYS =
      Stream.concat(OF_ALL.stream(), OF_COLLECTIONS.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_SWITCHES = 100_000;
  private static final int MOST_PER_MINUTE = 10_000;

  private final ScheduleTexts texts;

  // Mutable state
  private final List<FileProblem> problems = new ArrayList<>();

  private ScheduleReader(ScheduleTexts texts) {
    this.texts = texts;
  }

  /**
   * Reads all schedules.
   *
   * @throws FileRefusedException with everything that is wrong
   */
  static List<Schedule> read(ScheduleTexts texts) throws FileRefusedException {
    ScheduleReader reader = new ScheduleReader(texts);
    List<Schedule> schedules = reader.schedules();
    if (!reader.problems.isEmpty()) {
      // Whoever mends these sees the others then.
      throw new FileRefusedException(reader.problems.stream().limit(MOST_PROBLEMS).toList());
    }
    return schedules;
  }

  /** The names of the lists that a text asks for, as far as it can be read. */
  static Set<String> lists(String file, String text) {
    ScheduleReader reader =
        new ScheduleReader(new ScheduleTexts(file, Optional.of(text), Map.of()));
    Set<String> names = new LinkedHashSet<>();
    for (YamlMap entry : reader.entries()) {
      entry.text("switches-file").ifPresent(names::add);
    }
    return names;
  }

  private void problem(Optional<Integer> line, String reason) {
    problems.add(new FileProblem(texts.file(), line, reason));
  }

  private List<YamlMap> entries() {
    return YamlMap.read(texts.file(), texts.text().orElse(""), Set.of("schedules"), this::problem)
        .map(root -> root.maps("schedules", "A schedule", KEYS))
        .orElse(List.of());
  }

  private List<Schedule> schedules() {
    List<Schedule> schedules = new ArrayList<>();
    Map<String, YamlMap> names = new HashMap<>();
    for (YamlMap entry : entries()) {
      int before = problems.size();
      Optional<String> name = required(entry, "name").filter(text -> isName(entry, text, names));
      Optional<ScheduleKind> kind = required(entry, "kind").flatMap(text -> kind(entry, text));
      Optional<Cron> cron = required(entry, "cron").flatMap(text -> cron(entry, text));
      boolean runMissed = word(entry, "missed", List.of("skip", "run")).equals("run");
      Optional<CollectionPlan> plan = kind.flatMap(known -> plan(entry, known));
      if (problems.size() == before) {
        schedules.add(
            new Schedule(
                name.orElseThrow(), kind.orElseThrow(), cron.orElseThrow(), runMissed, plan));
      }
    }
    return List.copyOf(schedules);
  }

  private Optional<String> required(YamlMap entry, String key) {
    if (!entry.has(key)) {
      problem(entry.line(), "The schedule has no " + key);
    }
    return entry.text(key);
  }

  private boolean isName(YamlMap entry, String text, Map<String, YamlMap> names) {
    if (!NAME.matcher(text).matches()) {
      problem(
          entry.line("name"),
          "The name '"
              + text
              + "' is not made of lower-case letters, digits and hyphens, at most 63");
      return false;
    }
    if (names.putIfAbsent(text, entry) != null) {
      problem(entry.line("name"), "There are two schedules with the name '" + text + "'");
    }
    return true;
  }

  private Optional<ScheduleKind> kind(YamlMap entry, String text) {
    Optional<ScheduleKind> kind = ScheduleKind.of(text);
    if (kind.isEmpty()) {
      problem(
          entry.line("kind"),
          "There is no kind '"
              + text
              + "'; there are "
              + Arrays.stream(ScheduleKind.values())
                  .map(ScheduleKind::word)
                  .collect(Collectors.joining(", ")));
    }
    return kind;
  }

  private Optional<Cron> cron(YamlMap entry, String text) {
    Optional<ZoneId> zone = zone(entry);
    try {
      Cron cron = Cron.parse(text, zone.orElse(UTC));
      return zone.map(known -> cron);
    } catch (IllegalArgumentException e) {
      problem(entry.line("cron"), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<ZoneId> zone(YamlMap entry) {
    try {
      return Optional.of(entry.text("time-zone").map(Cron::zone).orElse(UTC));
    } catch (IllegalArgumentException e) {
      problem(entry.line("time-zone"), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private String word(YamlMap entry, String key, List<String> words) {
    String text = entry.text(key).orElse(words.getFirst());
    if (!words.contains(text)) {
      problem(entry.line(key), key + " is " + String.join(" or ", words) + ", not '" + text + "'");
    }
    return text;
  }

  private Optional<CollectionPlan> plan(YamlMap entry, ScheduleKind kind) {
    if (kind != ScheduleKind.COLLECT) {
      entry.keys().stream()
          .filter(OF_COLLECTIONS::contains)
          .sorted()
          .forEach(
              key ->
                  problem(
                      entry.line(key),
                      key + " is for the kind collect, and this is " + kind.word()));
      return Optional.empty();
    }
    return Optional.of(
        new CollectionPlan(switches(entry), entry.text("profile"), perMinute(entry)));
  }

  private int perMinute(YamlMap entry) {
    Optional<String> text = entry.text("per-minute");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= 1 && number <= MOST_PER_MINUTE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problem(
        entry.line("per-minute"),
        "per-minute is a whole number of switches from 1 to "
            + MOST_PER_MINUTE
            + ", not '"
            + text.get()
            + "'");
    return 0;
  }

  private List<SwitchAddress> switches(YamlMap entry) {
    int before = problems.size();
    Map<SwitchAddress, String> found = new LinkedHashMap<>();
    entry.lines("switches").forEach(line -> take(texts.file(), line, found));
    entry.text("switches-file").ifPresent(name -> listed(entry, name, found));
    if (found.size() > MOST_SWITCHES) {
      problem(entry.line(), "The schedule has more than " + MOST_SWITCHES + " switches");
    } else if (found.isEmpty() && problems.size() == before) {
      problem(entry.line(), "The schedule has no switches; write switches or switches-file");
    }
    return List.copyOf(found.keySet());
  }

  private void listed(YamlMap entry, String name, Map<SwitchAddress, String> found) {
    Optional<String> text = Optional.ofNullable(texts.lists().get(name));
    if (text.isEmpty()) {
      problem(entry.line("switches-file"), "The file of switches '" + name + "' cannot be read");
      return;
    }
    UnaryOperator<String> withoutRemark = line -> line.replaceFirst("#.*", "").strip();
    List<String> lines = text.get().lines().map(withoutRemark).toList();
    for (int n = 0; n < lines.size(); n++) {
      if (!lines.get(n).isEmpty()) {
        take(name, new YamlMap.Line(Optional.of(n + 1), lines.get(n)), found);
      }
    }
  }

  private void take(String file, YamlMap.Line line, Map<SwitchAddress, String> found) {
    Optional<SwitchAddress> address = SwitchAddress.parse(line.text());
    String place = file + line.number().map(number -> ":" + number).orElse("");
    if (address.isEmpty()) {
      problems.add(
          new FileProblem(
              file,
              line.number(),
              "'" + line.text() + "' is neither an IP address nor a host name"));
      return;
    }
    String before = found.putIfAbsent(address.get(), place);
    if (before != null) {
      problems.add(
          new FileProblem(
              file,
              line.number(),
              "'" + line.text() + "' is the same switch as in " + before + "; name it once"));
    }
  }
}
