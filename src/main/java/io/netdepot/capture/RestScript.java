package io.netdepot.capture;

import io.netdepot.nvue.RestInterview.Exchanged;
import io.netdepot.recording.Act;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import io.netdepot.recording.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the REST API of a device answered, put together to the scenes of a recording. */
final class RestScript {
  private static final String GENERATED = "generated";
  private static final int OK = 200;

  // Mutable state
  private final Map<String, List<Act>> before = new LinkedHashMap<>();
  private final Map<String, List<Act>> after = new LinkedHashMap<>();
  private final List<Scene> generated = new ArrayList<>();
  private final List<Scene> deleted = new ArrayList<>();

  /** A resource was read, before generating or after it. */
  void read(Exchanged answer, boolean again) {
    (again ? after : before).put(answer.request(), acts(answer));
  }

  /** The action that makes a package: how it began, and its polls. */
  void generated(List<Exchanged> action, String word, List<RecordedFile> made) {
    List<Act> changes = new ArrayList<>();
    made.forEach(file -> changes.add(new Act.Create(file)));
    generated.addAll(scenes(action, word, changes, List.of(new Act.Become(GENERATED))));
  }

  /** The action that deletes one. */
  void deleted(List<Exchanged> action, String word, String path) {
    List<Act> changes =
        action.getFirst().status() < 300 ? List.of(new Act.Delete(path)) : List.of();
    deleted.addAll(scenes(action, word, changes, List.of()));
  }

  private static List<Scene> scenes(
      List<Exchanged> action, String word, List<Act> atFirst, List<Act> atLast) {
    List<Scene> scenes = new ArrayList<>();
    int at = 0;
    while (at < action.size()) {
      Exchanged now = action.get(at);
      int next = at + 1;
      while (next < action.size() && action.get(next).equals(now)) {
        next++;
      }
      List<Act> acts = acts(now);
      if (at == 0) {
        acts.addAll(atFirst);
      }
      if (next == action.size()) {
        acts.addAll(atLast);
      }
      int times = next - at;
      scenes.add(
          scene(
              now.request(),
              at == 0 ? List.of(new Words("\"@" + word + "\"", false)) : List.of(),
              Optional.empty(),
              times > 1 && next < action.size() ? OptionalInt.of(times) : OptionalInt.empty(),
              acts));
      at = next;
    }
    return scenes;
  }

  /**
   * The scenes.
   *
   * @param changed whether everything was read again after generating
   */
  List<Scene> scenes(boolean changed) {
    List<Scene> scenes = new ArrayList<>();
    before.forEach(
        (request, acts) -> {
          boolean same = !changed || acts.equals(after.get(request));
          scenes.add(read(request, same ? Optional.empty() : Optional.of(Recording.START), acts));
        });
    scenes.addAll(generated);
    after.forEach(
        (request, acts) -> {
          if (!acts.equals(before.get(request))) {
            scenes.add(read(request, Optional.of(GENERATED), acts));
          }
        });
    scenes.addAll(deleted);
    return scenes;
  }

  private static Scene read(String request, Optional<String> when, List<Act> acts) {
    return scene(request, List.of(), when, OptionalInt.empty(), acts);
  }

  private static Scene scene(
      String request, List<Words> body, Optional<String> when, OptionalInt times, List<Act> acts) {
    return new Scene(
        1,
        Scene.Kind.HTTP,
        Optional.of(new Words(request, false)),
        body,
        when,
        Optional.empty(),
        times,
        acts);
  }

  private static List<Act> acts(Exchanged answer) {
    List<Act> acts = new ArrayList<>();
    if (answer.status() != OK) {
      acts.add(new Act.Status(answer.status()));
    }
    answer.type().ifPresent(type -> acts.add(new Act.Header("Content-Type", type)));
    answer.location().ifPresent(to -> acts.add(new Act.Header("Location", to)));
    Script.lines(answer.text()).forEach(line -> acts.add(new Act.Print(false, line)));
    return acts;
  }
}
