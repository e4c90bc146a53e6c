package io.netdepot.simulator;

import io.netdepot.recording.Placeholders;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import io.netdepot.recording.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * How far a recording has been played on one switch. The scenes that fit what is asked are played
 * one after the other; the last one is played on. Thread-safe.
 */
final class Stage {
  private final Recording recording;
  private final String hostName;
  private final String address;
  private final RecordedDisk disk = new RecordedDisk(this::fill);
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by lock.
  private String state = Recording.START;
  private final Map<Scene, Integer> played = new HashMap<>();
  private final Map<String, String> named = new LinkedHashMap<>();

  Stage(Recording recording, String hostName, String address) {
    this.recording = recording;
    this.hostName = hostName;
    this.address = address;
  }

  /** Something that somebody asks; the mode is that of a shell, the body that of a request. */
  record Question(Scene.Kind kind, String words, String mode, String body) {}

  RecordedDisk disk() {
    return disk;
  }

  String state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  void become(String next) {
    lock.lock();
    try {
      state = next;
    } finally {
      lock.unlock();
    }
  }

  /** The scene to play now; it counts as played. Empty when the recording knows none. */
  Optional<Scene> next(Question question) {
    lock.lock();
    try {
      Optional<Scene> scene = choose(question, true).or(() -> choose(question, false));
      scene.ifPresent(chosen -> played.merge(chosen, 1, Integer::sum));
      scene.ifPresent(chosen -> named.putAll(match(chosen, question).orElseThrow()));
      return scene;
    } finally {
      lock.unlock();
    }
  }

  /** A text with the values of its {@code ${…}}. */
  String fill(String text) {
    return Placeholders.fill(text, this::value);
  }

  private Optional<Scene> choose(Question question, boolean asked) {
    List<Scene> fitting =
        recording
            .scenes(question.kind())
            .filter(scene -> scene.asked().isPresent() == asked)
            .filter(scene -> scene.when().map(state::equals).orElse(true))
            .filter(scene -> scene.mode().map(question.mode()::equals).orElse(true))
            .filter(scene -> match(scene, question).isPresent())
            .toList();
    for (Scene scene : fitting) {
      boolean last = scene.equals(fitting.getLast());
      int most = scene.times().orElse(last ? Integer.MAX_VALUE : 1);
      if (played.getOrDefault(scene, 0) < most) {
        return Optional.of(scene);
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, String>> match(Scene scene, Question question) {
    List<Optional<Map<String, String>>> matches = new ArrayList<>();
    if (question.kind() == Scene.Kind.EXEC) {
      // A shell takes the quotes away.
      UnaryOperator<String> fill = text -> ShellWords.plain(fill(text));
      String plain = ShellWords.plain(question.words());
      scene.asked().ifPresent(words -> matches.add(words.match(plain, fill)));
    } else {
      scene.asked().ifPresent(words -> matches.add(words.match(question.words(), this::fill)));
    }
    for (Words part : scene.body()) {
      matches.add(part.within(question.body(), this::fill));
    }
    Map<String, String> groups = new LinkedHashMap<>();
    for (Optional<Map<String, String>> match : matches) {
      if (match.isEmpty()) {
        return Optional.empty();
      }
      groups.putAll(match.get());
    }
    return Optional.of(groups);
  }

  private String value(String name) {
    int colon = name.indexOf(':');
    if (colon > 0) {
      return computed(name.substring(0, colon), name.substring(colon + 1));
    }
    return switch (name) {
      case "host" -> hostName;
      case "address" -> address;
      default -> {
        lock.lock();
        try {
          yield named.getOrDefault(name, "");
        } finally {
          lock.unlock();
        }
      }
    };
  }

  private String computed(String what, String path) {
    try {
      return what.equals("size") ? Long.toString(disk.size(path)) : disk.sha256(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Of " + path + " nothing can be computed", e);
    }
  }
}
