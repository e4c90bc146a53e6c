package io.netdepot.recording;

import io.netdepot.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one scene of a recording. */
final class SceneReader {
  private static final Set<String> HAVE_MORE = Set.of("create", "push", "fetch");
  private static final Map<String, Scene.Kind> KINDS =
      Map.of(
          "exec", Scene.Kind.EXEC,
          "exec-like", Scene.Kind.EXEC,
          "input", Scene.Kind.INPUT,
          "input-like", Scene.Kind.INPUT,
          "http", Scene.Kind.HTTP,
          "http-like", Scene.Kind.HTTP,
          "greeting", Scene.Kind.GREETING,
          "unauthorized", Scene.Kind.UNAUTHORIZED);
  private static final Map<String, Scene.Kind> OTHERWISE =
      Map.of("exec", Scene.Kind.EXEC, "input", Scene.Kind.INPUT, "http", Scene.Kind.HTTP);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,31}");
  private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE|HEAD) /\\S*");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]+): (.+)");
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Line.Problems problems;

  // Mutable state
  private final List<Words> body = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();
  private Optional<String> when = Optional.empty();
  private Optional<String> mode = Optional.empty();
  private OptionalInt times = OptionalInt.empty();

  SceneReader(Line.Problems problems) {
    this.problems = problems;
  }

  /** Whether a line begins a scene. */
  boolean reads(Line line) {
    return KINDS.containsKey(line.word()) || line.word().equals("otherwise");
  }

  Optional<Scene> read(Line line) {
    boolean otherwise = line.word().equals("otherwise");
    Scene.Kind kind = (otherwise ? OTHERWISE : KINDS).get(otherwise ? line.rest() : line.word());
    if (kind == null) {
      problems.add(line.number(), "Write otherwise and one of exec, input, http");
      return Optional.empty();
    }
    boolean asks = !otherwise && OTHERWISE.containsValue(kind);
    if (!otherwise && !asks && !line.rest().isEmpty()) {
      problems.add(line.number(), "Nothing is to stand after " + line.word());
    }
    Optional<Words> asked = asks ? words(line) : Optional.empty();
    for (Line below : line.below()) {
      take(below, kind);
    }
    if (asks && asked.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Scene(line.number(), kind, asked, body, when, mode, times, acts));
  }

  private Optional<Words> words(Line line) {
    boolean like = line.word().endsWith("-like");
    if (line.rest().isEmpty() && !line.word().equals("input")) {
      problems.add(line.number(), "Nothing stands after " + line.word());
      return Optional.empty();
    }
    if (line.word().equals("http") && !REQUEST.matcher(line.rest()).matches()) {
      problems.add(
          line.number(), "Write http, the method and the path, such as 'http GET /a/b?c=d'");
      return Optional.empty();
    }
    try {
      return Optional.of(new Words(like ? line.rest() : Escapes.read(line.rest()), like));
    } catch (PatternSyntaxException e) {
      problems.add(
          line.number(), "'" + line.rest() + "' is no regular expression: " + e.getDescription());
    } catch (IllegalArgumentException e) {
      problems.add(line.number(), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void take(Line line, Scene.Kind kind) {
    if (!line.below().isEmpty() && !HAVE_MORE.contains(line.word())) {
      problems.add(
          line.below().getFirst().number(), "There is nothing to say below " + line.word());
    }
    if (!acts.isEmpty() && acts.getLast() instanceof Act.End) {
      problems.add(line.number(), "Nothing happens any more after the line before");
      return;
    }
    if (!suits(line, kind)) {
      return;
    }
    try {
      if (!condition(line)) {
        act(line).ifPresent(acts::add);
      }
    } catch (IllegalArgumentException e) {
      problems.add(line.number(), String.valueOf(e.getMessage()));
    }
  }

  private boolean suits(Line line, Scene.Kind kind) {
    boolean http = kind == Scene.Kind.HTTP || kind == Scene.Kind.UNAUTHORIZED;
    boolean shell = kind == Scene.Kind.INPUT || kind == Scene.Kind.GREETING;
    boolean suits =
        switch (line.word()) {
          case "body", "body-like", "status", "header" -> http;
          case "mode" -> kind == Scene.Kind.INPUT;
          case "enter", "more" -> shell;
          case "refuse" -> kind == Scene.Kind.EXEC;
          case "err", "err-put", "exit", "signal", "close", "silent" -> !http;
          default -> true;
        };
    if (!suits) {
      problems.add(line.number(), "There is no '" + line.word() + "' in a scene of this kind");
    }
    return suits;
  }

  private boolean condition(Line line) {
    boolean late = !acts.isEmpty();
    switch (line.word()) {
      case "when" -> when = Optional.of(name(line));
      case "mode" -> mode = Optional.of(name(line));
      case "times" -> times = OptionalInt.of(number(line, 1, 1_000_000));
      case "body", "body-like" -> words(line).ifPresent(body::add);
      default -> {
        return false;
      }
    }
    if (late) {
      problems.add(line.number(), line.word() + " is to stand before what the device does");
    }
    return true;
  }

  private Optional<Act> act(Line line) {
    return switch (line.word()) {
      case "out" -> Optional.of(new Act.Print(false, Escapes.read(line.rest()) + "\n"));
      case "put" -> Optional.of(new Act.Print(false, Escapes.read(line.rest())));
      case "err" -> Optional.of(new Act.Print(true, Escapes.read(line.rest()) + "\n"));
      case "err-put" -> Optional.of(new Act.Print(true, Escapes.read(line.rest())));
      case "send" -> path(line, line.rest()).map(Act.Send::new);
      case "wait" -> Optional.of(new Act.Wait(time(line)));
      case "create" -> new FileLines(problems).read(line).map(Act.Create::new);
      case "delete" -> path(line, line.rest()).map(Act.Delete::new);
      case "become" -> Optional.of(new Act.Become(name(line)));
      case "enter" -> Optional.of(new Act.Enter(name(line)));
      case "more" -> Optional.of(new Act.More(Escapes.read(line.rest())));
      case "push" -> transfer(line).map(way -> new Act.Push(way.path(), way.url(), way.orBecome()));
      case "fetch" ->
          transfer(line).map(way -> new Act.Fetch(way.path(), way.url(), way.orBecome()));
      case "status" -> Optional.of(new Act.Status(number(line, 200, 599)));
      case "header" -> header(line);
      default -> end(line);
    };
  }

  private Optional<Act> end(Line line) {
    Optional<Act> end =
        switch (line.word()) {
          case "exit" -> Optional.of(new Act.Exit(number(line, 0, 255)));
          case "signal" -> Optional.of(new Act.Signal(name(line)));
          case "close" -> Optional.of(new Act.Close());
          case "refuse" -> Optional.of(new Act.Refuse());
          case "cut" -> Optional.of(new Act.Cut());
          case "hang" -> Optional.of(new Act.Hang());
          case "silent" -> Optional.of(new Act.Silent());
          default -> throw new IllegalArgumentException("A device cannot '" + line.word() + "'");
        };
    if (end.get() instanceof Act.Exit || end.get() instanceof Act.Signal || line.rest().isEmpty()) {
      return end;
    }
    throw new IllegalArgumentException("Nothing is to stand after " + line.word());
  }

  /** A file that goes to or comes from a server. */
  private record Transfer(String path, String url, Optional<String> orBecome) {}

  private Optional<Transfer> transfer(Line line) {
    String[] words = line.rest().split(" ", 2);
    if (words.length < 2 || words[1].contains(" ")) {
      throw new IllegalArgumentException(
          "Write " + line.word() + ", the path and the URL, such as ${url}");
    }
    Optional<String> orBecome = Optional.empty();
    for (Line below : line.below()) {
      if (!below.word().equals("or-become")) {
        problems.add(
            below.number(), "Below " + line.word() + " there is or-become and nothing else");
      } else {
        orBecome = Optional.of(name(below));
      }
    }
    Optional<String> otherState = orBecome;
    return path(line, words[0]).map(path -> new Transfer(path, words[1], otherState));
  }

  private static Optional<Act> header(Line line) {
    var matcher = HEADER.matcher(line.rest());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Write header, such as 'header Content-Type: text/html'");
    }
    return Optional.of(new Act.Header(matcher.group(1), Escapes.read(matcher.group(2))));
  }

  private Optional<String> path(Line line, String path) {
    return new FileLines(problems).path(line, path);
  }

  private static Duration time(Line line) {
    Duration time = Durations.parse(line.rest());
    if (time.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "A device waits for at most " + Durations.format(LONGEST_WAIT));
    }
    return time;
  }

  private static String name(Line line) {
    if (!NAME.matcher(line.rest()).matches()) {
      throw new IllegalArgumentException(
          "'"
              + line.rest()
              + "' is no name; it begins with a letter, and has letters, digits and hyphens");
    }
    return line.rest();
  }

  private static int number(Line line, int least, int most) {
    try {
      int number = Integer.parseInt(line.rest());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        line.word()
            + " takes a number from "
            + least
            + " to "
            + most
            + ", not '"
            + line.rest()
            + "'");
  }
}
