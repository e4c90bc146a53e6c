package io.netdepot.recording;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true between the lines of a recording. */
final class RecordingRules {
  private static final Pattern COMPUTED = Pattern.compile("(size|sha256):/\\S+");

  private final Recording recording;
  private final Line.Problems problems;

  private RecordingRules(Recording recording, Line.Problems problems) {
    this.recording = recording;
    this.problems = problems;
  }

  static void check(Recording recording, Line.Problems problems) {
    RecordingRules rules = new RecordingRules(recording, problems);
    rules.states();
    rules.modes();
    rules.names();
    rules.reached();
  }

  private void states() {
    Set<String> states =
        acts()
            .flatMap(
                act ->
                    switch (act) {
                      case Act.Become become -> Stream.of(become.state());
                      case Act.Push push -> push.orBecome().stream();
                      case Act.Fetch fetch -> fetch.orBecome().stream();
                      default -> Stream.empty();
                    })
            .collect(Collectors.toCollection(HashSet::new));
    states.add(Recording.START);
    for (Scene scene : recording.scenes()) {
      scene
          .when()
          .filter(state -> !states.contains(state))
          .ifPresent(
              state ->
                  problems.add(
                      scene.line(),
                      "The device never becomes '" + state + "' (when " + state + ")"));
    }
  }

  private void modes() {
    Set<String> modes =
        recording.modes().stream().map(Mode::name).collect(Collectors.toUnmodifiableSet());
    for (Scene scene : recording.scenes()) {
      Stream<String> entered =
          scene.acts().stream()
              .filter(Act.Enter.class::isInstance)
              .map(act -> ((Act.Enter) act).mode());
      Stream.concat(scene.mode().stream(), entered)
          .filter(mode -> !modes.contains(mode))
          .forEach(mode -> problems.add(scene.line(), "There is no mode '" + mode + "'"));
      if (modes.isEmpty()
          && (scene.kind() == Scene.Kind.INPUT || scene.kind() == Scene.Kind.GREETING)) {
        problems.add(scene.line(), "The device has no shell, as there is no mode");
      }
    }
  }

  /** Only what is known at the time can be filled in. */
  private void names() {
    Set<String> known = new HashSet<>(Set.of("host", "address"));
    for (Scene scene : recording.scenes()) {
      Stream.concat(scene.asked().stream(), scene.body().stream())
          .filter(Words::like)
          .forEach(words -> known.addAll(Pattern.compile(words.text()).namedGroups().keySet()));
    }
    for (Scene scene : recording.scenes()) {
      Stream<String> asked =
          Stream.concat(scene.asked().stream(), scene.body().stream())
              .filter(words -> !words.like())
              .map(Words::text);
      Stream.concat(asked, scene.acts().stream().flatMap(act -> texts(act).stream()))
          .flatMap(Placeholders::names)
          .filter(name -> !known.contains(name) && !COMPUTED.matcher(name).matches())
          .forEach(
              name ->
                  problems.add(
                      scene.line(),
                      "Nothing is known as ${"
                          + name
                          + "}; there are ${host}, ${address}, ${size:PATH}, ${sha256:PATH} and the"
                          + " named groups of this recording's expressions"));
    }
  }

  private static List<String> texts(Act act) {
    return switch (act) {
      case Act.Print print -> List.of(print.text());
      case Act.Send send -> List.of(send.path());
      case Act.Create create -> List.of(create.file().path());
      case Act.Delete delete -> List.of(delete.path());
      case Act.More more -> List.of(more.text());
      case Act.Push push -> List.of(push.path(), push.url());
      case Act.Fetch fetch -> List.of(fetch.path(), fetch.url());
      case Act.Header header -> List.of(header.value());
      default -> List.of();
    };
  }

  /** A second way to go on where the first one never ends is a mistake. */
  private void reached() {
    Set<Object> otherwise = new HashSet<>();
    for (Scene scene : recording.scenes()) {
      if (scene.asked().isEmpty()
          && scene.times().isEmpty()
          && !otherwise.add(List.of(scene.kind(), scene.when(), scene.mode()))) {
        problems.add(scene.line(), "There is a second scene for the same");
      }
    }
  }

  private Stream<Act> acts() {
    return recording.scenes().stream().flatMap(scene -> scene.acts().stream());
  }
}
