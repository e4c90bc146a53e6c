package io.netdepot.capture;

import io.netdepot.recording.Act;
import io.netdepot.recording.Mode;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import io.netdepot.recording.Words;
import io.netdepot.ssh.Interview.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was heard of a device, put together to the scenes of a recording. */
final class Script {
  // What is heard twice is told apart by the state of the device.
  private static final String GENERATED = "generated";
  private static final Pattern NAME_IN_PROMPT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

  /** Something that was asked; the mode is that of a shell. */
  private record Asked(Scene.Kind kind, String words, Optional<String> mode) {}

  // Mutable state
  private final Map<Asked, List<Act>> before = new LinkedHashMap<>();
  private final Map<Asked, List<Act>> after = new LinkedHashMap<>();
  private final Map<String, String> modeByPrompt = new LinkedHashMap<>();
  private List<Act> greeting = List.of();
  private final List<Scene> deleted = new ArrayList<>();
  private Optional<Scene> generated = Optional.empty();
  private Optional<String> generatedIn = Optional.empty();

  /** The lines of a text, each with its end if it has one. */
  static List<String> lines(String text) {
    return LINE.matcher(text.replace("\r\n", "\n")).results().map(found -> found.group()).toList();
  }

  void heard(String command, List<Act> acts, boolean again) {
    (again ? after : before).put(new Asked(Scene.Kind.EXEC, command, Optional.empty()), acts);
  }

  /** A conversation: what a shell shows at first, and its answers. */
  void heard(List<Said> said, boolean again) {
    greeting = prints(said.getFirst().answer());
    mode(said.getFirst().prompt());
    for (int n = 1; n < said.size(); n++) {
      Said now = said.get(n);
      Asked asked =
          new Asked(Scene.Kind.INPUT, now.line(), Optional.of(mode(said.get(n - 1).prompt())));
      (again ? after : before).put(asked, acts(said.get(n - 1), now));
    }
  }

  /** What happens when a line is said: its answer, and the mode that it leads into. */
  List<Act> acts(Said earlier, Said now) {
    List<Act> acts = new ArrayList<>(prints(now.answer()));
    generatedIn = Optional.of(mode(earlier.prompt()));
    if (!mode(now.prompt()).equals(mode(earlier.prompt()))) {
      acts.add(new Act.Enter(mode(now.prompt())));
    }
    return acts;
  }

  /** The one command that changes something. */
  void generated(String command, List<Act> acts, List<RecordedFile> made) {
    List<Act> all = new ArrayList<>(acts);
    // Before the end, when the command has one of its own.
    int at = !all.isEmpty() && all.getLast() instanceof Act.End ? all.size() - 1 : all.size();
    List<Act> changes = new ArrayList<>();
    made.forEach(file -> changes.add(new Act.Create(file)));
    changes.add(new Act.Become(GENERATED));
    all.addAll(at, changes);
    Scene.Kind kind = modeByPrompt.isEmpty() ? Scene.Kind.EXEC : Scene.Kind.INPUT;
    generated =
        Optional.of(
            scene(
                kind,
                command,
                Optional.empty(),
                kind == Scene.Kind.INPUT ? generatedIn : Optional.empty(),
                all));
  }

  /** The one that deletes a package again. */
  void deleted(String command, List<Act> acts, String path) {
    Scene.Kind kind = modeByPrompt.isEmpty() ? Scene.Kind.EXEC : Scene.Kind.INPUT;
    List<Act> all = new ArrayList<>(acts);
    if (acts.stream().noneMatch(act -> act instanceof Act.End)) {
      all.add(new Act.Delete(path));
    }
    deleted.add(
        scene(
            kind,
            command,
            Optional.empty(),
            kind == Scene.Kind.INPUT ? generatedIn : Optional.empty(),
            all));
  }

  List<Mode> modes() {
    List<Mode> modes = new ArrayList<>();
    modeByPrompt.forEach((prompt, name) -> modes.add(new Mode(name, false, prompt)));
    return modes;
  }

  /** The name that the first prompt begins with. */
  Optional<String> host() {
    return modeByPrompt.keySet().stream()
        .map(NAME_IN_PROMPT::matcher)
        .filter(Matcher::lookingAt)
        .map(Matcher::group)
        .findFirst();
  }

  /**
   * The scenes.
   *
   * @param changed whether everything was asked again after generating
   */
  List<Scene> scenes(boolean changed) {
    List<Scene> scenes = new ArrayList<>();
    if (!greeting.isEmpty()) {
      scenes.add(
          new Scene(
              1,
              Scene.Kind.GREETING,
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              OptionalInt.empty(),
              greeting));
    }
    before.forEach(
        (asked, acts) -> {
          boolean same = !changed || acts.equals(after.getOrDefault(asked, acts));
          scenes.add(scene(asked, same ? Optional.empty() : Optional.of(Recording.START), acts));
        });
    generated.ifPresent(scenes::add);
    after.forEach(
        (asked, acts) -> {
          if (!acts.equals(before.get(asked))) {
            scenes.add(
                scene(
                    asked,
                    before.containsKey(asked) ? Optional.of(GENERATED) : Optional.empty(),
                    acts));
          }
        });
    scenes.addAll(deleted);
    return scenes;
  }

  private static Scene scene(Asked asked, Optional<String> when, List<Act> acts) {
    return scene(asked.kind(), asked.words(), when, asked.mode(), acts);
  }

  private static Scene scene(
      Scene.Kind kind, String words, Optional<String> when, Optional<String> mode, List<Act> acts) {
    return new Scene(
        1,
        kind,
        Optional.of(new Words(words, false)),
        List.of(),
        when,
        mode,
        OptionalInt.empty(),
        acts);
  }

  private String mode(String prompt) {
    String name = modeByPrompt.isEmpty() ? "start" : "mode-" + (modeByPrompt.size() + 1);
    return modeByPrompt.computeIfAbsent(prompt, made -> name);
  }

  private static List<Act> prints(String text) {
    List<Act> prints = new ArrayList<>();
    lines(text).forEach(line -> prints.add(new Act.Print(false, line)));
    return prints;
  }
}
