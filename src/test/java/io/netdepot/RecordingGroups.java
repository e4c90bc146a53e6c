package io.netdepot;

import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.recording.RecordingRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recordings put together so that one service does for many. Two share a service when no setting of
 * either would change what happens to the other: a setting of one platform is none of another's.
 */
final class RecordingGroups {
  private static final String REST = "-rest";

  private final Set<String> families;
  private final List<RecordingGroup> groups = new ArrayList<>();

  private RecordingGroups(Set<String> families) {
    this.families = families;
  }

  /** The recordings of a folder and all below it. */
  static Map<Path, Recording> read(Path folder) throws IOException, RecordingRefusedException {
    Map<Path, Recording> all = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".device")).sorted().toList()) {
        all.put(file, RecordingReader.read(file));
      }
    }
    return all;
  }

  static List<RecordingGroup> of(Map<Path, Recording> recordings) {
    RecordingGroups made =
        new RecordingGroups(
            recordings.values().stream()
                .map(each -> family(each.identity().platform()))
                .collect(Collectors.toSet()));
    recordings.forEach(made::add);
    return List.copyOf(made.groups);
  }

  /** The platform whose settings one has: that without REST. */
  private static String family(String platform) {
    return platform.endsWith(REST)
        ? platform.substring(0, platform.length() - REST.length())
        : platform;
  }

  private void add(Path file, Recording recording) {
    for (RecordingGroup group : groups) {
      if (group.recordings().values().stream().allMatch(other -> share(recording, other))) {
        group.recordings().put(file, recording);
        return;
      }
    }
    groups.add(new RecordingGroup(new LinkedHashMap<>(Map.of(file, recording))));
  }

  private boolean share(Recording one, Recording other) {
    return unchanged(one, other) && unchanged(other, one);
  }

  /** Whether the settings of a recording leave another as it is. */
  private boolean unchanged(Recording recording, Recording by) {
    return by.identity().settings().stream()
        .filter(setting -> concerns(setting, recording.identity().platform()))
        .allMatch(recording.identity().settings()::contains);
  }

  private boolean concerns(String setting, String platform) {
    String subject = setting.substring(0, setting.indexOf('.'));
    if (subject.equals("nvue")) {
      return platform.endsWith(REST);
    }
    return !families.contains(subject) || subject.equals(family(platform));
  }
}
