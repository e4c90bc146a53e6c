package io.netdepot.recording;

import io.netdepot.files.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads recordings; one look finds all that is wrong with one. */
public final class RecordingReader {
  static final String VERSION = "1";

  private static final int LARGEST = 4 << 20;
  private static final int MOST_PROBLEMS = 20;
  private static final Pattern PLATFORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,31}");
  private static final Pattern SETTING = Pattern.compile("[a-z][a-z.-]{0,62}=.*");
  private static final Pattern USER = Pattern.compile("\\S{1,64}");

  private final String file;
  private final List<RecordingProblem> problems = new ArrayList<>();

  // Mutable state
  private final List<Line> once = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();
  private final List<String> banner = new ArrayList<>();
  private final List<Login> logins = new ArrayList<>();
  private final List<Mode> modes = new ArrayList<>();
  private final List<RecordedFile> files = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private final List<Scene> scenes = new ArrayList<>();

  private RecordingReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws RecordingRefusedException with everything that is wrong in it
   * @throws IOException when it cannot be read; with the end of a sentence that begins with its
   *     name
   */
  public static Recording read(Path file) throws IOException, RecordingRefusedException {
    return read(file.toString(), SmallFile.text(file, LARGEST));
  }

  /**
   * Reads a text.
   *
   * @param name of the file, for what is said of it
   * @throws RecordingRefusedException with everything that is wrong
   */
  public static Recording read(String name, String text) throws RecordingRefusedException {
    RecordingReader reader = new RecordingReader(name);
    Recording recording = reader.recording(Line.read(text, reader::problem));
    if (reader.problems.isEmpty()) {
      RecordingRules.check(recording, reader::problem);
    }
    if (!reader.problems.isEmpty()) {
      throw new RecordingRefusedException(reader.problems.stream().limit(MOST_PROBLEMS).toList());
    }
    return recording;
  }

  private void problem(int line, String reason) {
    problems.add(new RecordingProblem(file, line, reason));
  }

  private Recording recording(List<Line> lines) {
    if (lines.isEmpty()
        || !lines.getFirst().word().equals("recording")
        || !lines.getFirst().rest().equals(VERSION)) {
      problem(
          lines.isEmpty() ? 1 : lines.getFirst().number(),
          "A recording begins with the line 'recording " + VERSION + "'");
    }
    lines.stream().skip(1).forEach(this::take);
    return new Recording(identity(), logins, modes, files, folders, scenes);
  }

  private void take(Line line) {
    SceneReader sceneReader = new SceneReader(this::problem);
    if (sceneReader.reads(line)) {
      sceneReader.read(line).ifPresent(scenes::add);
      return;
    }
    if (line.word().equals("file")) {
      new FileLines(this::problem).read(line).ifPresent(files::add);
      return;
    }
    if (!line.below().isEmpty()) {
      problem(line.below().getFirst().number(), "There is nothing to say below " + line.word());
    }
    switch (line.word()) {
      case "platform",
          "release",
          "source",
          "shows",
          "ends",
          "host",
          "identification",
          "ssh",
          "sftp" ->
          takeOnce(line);
      case "setting" -> setting(line);
      case "banner" -> text(line).ifPresent(banner::add);
      case "login" -> login(line);
      case "folder" -> new FileLines(this::problem).path(line, line.rest()).ifPresent(folders::add);
      case "mode" -> mode(line);
      default -> problem(line.number(), "A recording has no '" + line.word() + "'");
    }
  }

  private void takeOnce(Line line) {
    if (once.stream().anyMatch(earlier -> earlier.word().equals(line.word()))) {
      problem(line.number(), "There is a second " + line.word());
    } else if (line.rest().isEmpty()) {
      problem(line.number(), "Nothing stands after " + line.word());
    }
    once.add(line);
  }

  private Optional<String> text(Line line) {
    try {
      return Optional.of(Escapes.read(line.rest()));
    } catch (IllegalArgumentException e) {
      problem(line.number(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void login(Line line) {
    String[] words = line.rest().split(" ", 2);
    if (words.length != 2 || !USER.matcher(words[0]).matches() || words[1].isEmpty()) {
      problem(line.number(), "Write login, the user and the password, such as 'login admin admin'");
      return;
    }
    logins.add(new Login(words[0], words[1]));
  }

  private void setting(Line line) {
    if (!SETTING.matcher(line.rest()).matches()) {
      problem(line.number(), "Write setting, its name and its value, such as 'setting a.b=c'");
    }
    settings.add(line.rest());
  }

  private void mode(Line line) {
    String[] words = line.rest().split(" ", 2);
    String prompt = words.length == 2 ? words[1] : "";
    boolean silent = prompt.startsWith("silent ");
    if (!NAME.matcher(words[0]).matches()) {
      problem(
          line.number(),
          "Write mode, its name and its prompt, such as 'mode start sw1 >\\s'; a name begins with a"
              + " letter, and has letters, digits and hyphens");
      return;
    }
    if (modes.stream().anyMatch(earlier -> earlier.name().equals(words[0]))) {
      problem(line.number(), "There is a second mode " + words[0]);
    }
    try {
      modes.add(
          new Mode(
              words[0],
              silent,
              Escapes.read(silent ? prompt.substring("silent ".length()) : prompt)));
    } catch (IllegalArgumentException e) {
      problem(line.number(), String.valueOf(e.getMessage()));
    }
  }

  private Identity identity() {
    String[] source = required("source").split(" ", 2);
    Optional<Evidence> evidence = Evidence.of(source[0]);
    if (!source[0].isEmpty() && (evidence.isEmpty() || source.length < 2)) {
      problem(
          lineOf("source"),
          "Write source, how the words are known ("
              + Set.of(Evidence.values()).stream()
                  .map(Evidence::word)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ") and from where");
    }
    boolean ssh = isUsual("ssh", "no-login");
    boolean sftp = isUsual("sftp", "none");
    return new Identity(
        shaped("platform", PLATFORM),
        required("release"),
        evidence.orElse(Evidence.INVENTED),
        source.length < 2 ? "" : source[1],
        optional("shows"),
        ends(),
        settings,
        shaped("host", HOST),
        optional("identification").orElse(Identity.USUAL_IDENTIFICATION),
        banner,
        ssh,
        sftp);
  }

  /** Whether a line that says what is not there is left out. */
  private boolean isUsual(String word, String otherwise) {
    Optional<String> said = optional(word);
    if (said.isPresent() && !said.get().equals(otherwise)) {
      problem(lineOf(word), "Write '" + word + " " + otherwise + "', or leave it out");
    }
    return said.isEmpty();
  }

  private Optional<Outcome> ends() {
    Optional<String> text = optional("ends");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] words = text.get().split(" ", 2);
    if (!PLATFORM.matcher(words[0]).matches()) {
      problem(lineOf("ends"), "Write 'ends completed', or the reason of a failure");
    }
    return Optional.of(
        new Outcome(words[0], words.length < 2 ? Optional.empty() : Optional.of(words[1])));
  }

  private String shaped(String word, Pattern shape) {
    String text = required(word);
    if (!text.isEmpty() && !shape.matcher(text).matches()) {
      problem(lineOf(word), "'" + text + "' is no name of a " + word + " (" + shape + ")");
    }
    return text;
  }

  private String required(String word) {
    Optional<String> text = optional(word);
    if (text.isEmpty()) {
      problem(1, "The recording does not say its " + word);
    }
    return text.orElse("");
  }

  private Optional<String> optional(String word) {
    return once.stream()
        .filter(line -> line.word().equals(word))
        .map(Line::rest)
        .filter(rest -> !rest.isEmpty())
        .findFirst();
  }

  private int lineOf(String word) {
    return once.stream()
        .filter(line -> line.word().equals(word))
        .mapToInt(Line::number)
        .findFirst()
        .orElse(1);
  }
}
