package io.netdepot.capture;

import io.netdepot.fleet.SwitchFailure;
import io.netdepot.recording.Act;
import io.netdepot.recording.Evidence;
import io.netdepot.recording.Identity;
import io.netdepot.recording.Login;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import io.netdepot.recording.Words;
import io.netdepot.ssh.Interview;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records one device. For one thread. */
public final class Capture {
  private static final String GENERATED = "generated";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final long LARGEST_FILE = 1 << 20;
  // An archive that is played has about the size that it is to have.
  private static final int ROUGHLY = 4 << 10;
  private static final Pattern NAME_IN_FILE =
      Pattern.compile(".*/[a-z]+(?:_dump|_support)?[_-](\\S+)[_-]\\d{8}[_-]\\d{6}\\b.*");

  private final Interview interview;
  private final Questions questions;
  private final Subject subject;

  // Mutable state
  private final Script script = new Script();
  private final List<String> left = new ArrayList<>();

  /**
   * Which device it is.
   *
   * @param release of its software, in a person's words
   * @param user who logs in
   * @param secrets that must not be in the recording, such as the password
   * @param names its address and what else is known of it
   */
  public record Subject(
      String platform, String release, String user, List<String> secrets, List<String> names) {
    public Subject {
      secrets = List.copyOf(secrets);
      names = List.copyOf(names);
    }
  }

  /**
   * What came of it.
   *
   * @param recording with everything masked
   * @param masked how much of what was masked, a line for each kind
   * @param left the paths of files that generating left on the device
   */
  public record Done(Recording recording, List<String> masked, List<String> left) {}

  public Capture(Interview interview, Questions questions, Subject subject) {
    this.interview = interview;
    this.questions = questions;
    this.subject = subject;
  }

  /**
   * Asks everything.
   *
   * @throws SwitchFailure when the device cannot be reached, or talked to
   */
  public Done run() throws SwitchFailure {
    List<String> greeting = interview.greeting().lines().toList();
    Optional<String> host = questions.shell().isPresent() ? Optional.empty() : host();
    Map<String, Long> before = files();
    ask(false);
    Optional<List<Act>> generated = generate();
    Map<String, Long> after = generated.isPresent() ? files() : before;
    if (generated.isPresent()) {
      ask(true);
    }
    List<RecordedFile> made = new ArrayList<>();
    after.forEach(
        (path, size) -> {
          if (!before.containsKey(path)) {
            made.add(file(path, size));
            left.add(path);
          }
        });
    generated.ifPresent(acts -> script.generated(questions.generate().orElseThrow(), acts, made));
    List<RecordedFile> files = new ArrayList<>();
    before.forEach((path, size) -> files.add(file(path, size)));
    Recording raw =
        new Recording(
            identity(greeting),
            List.of(new Login("admin", "admin")),
            script.modes(),
            files,
            questions.folders(),
            script.scenes(generated.isPresent()));
    return masked(raw, host.or(script::host).or(() -> inFiles(after.keySet())));
  }

  private Done masked(Recording raw, Optional<String> host) {
    Masks masks = new Masks(questions.words());
    subject.secrets().forEach(masks::secret);
    host.ifPresent(masks::host);
    masks.user(subject.user());
    subject.names().forEach(masks::look);
    RecordingTexts.of(raw).forEach(masks::look);
    Recording masked = RecordingTexts.map(raw, masks::mask);
    return new Done(masked, masks.report(), left);
  }

  private Identity identity(List<String> greeting) {
    String first = greeting.isEmpty() ? "" : greeting.getFirst();
    return new Identity(
        subject.platform(),
        subject.release(),
        Evidence.CAPTURED,
        "netdepot record, " + LocalDate.now(ZoneOffset.UTC),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "sw1",
        first.replaceFirst("^SSH-2\\.0-", "").isBlank()
            ? Identity.USUAL_IDENTIFICATION
            : first.replaceFirst("^SSH-2\\.0-", ""),
        greeting.stream().skip(1).toList(),
        true,
        true);
  }

  /** The device's own name, which stands in most of what it says. */
  private Optional<String> host() throws SwitchFailure {
    Interview.Answer answer = interview.ask("hostname");
    return answer.status().orElse(1) == 0
        ? Optional.of(answer.output().strip()).filter(name -> name.matches("[\\w.-]{1,253}"))
        : Optional.empty();
  }

  /** The name that packages are called after. */
  private static Optional<String> inFiles(Collection<String> paths) {
    return paths.stream()
        .map(NAME_IN_FILE::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst();
  }

  private void ask(boolean again) throws SwitchFailure {
    if (questions.shell().isPresent()) {
      Questions.Shell shell = questions.shell().get();
      List<String> lines = new ArrayList<>(shell.prepare());
      lines.addAll(questions.commands());
      script.heard(interview.converse(shell.prompt(), lines), again);
      return;
    }
    for (String command : questions.commands()) {
      script.heard(command, acts(interview.ask(command)), again);
    }
  }

  private Optional<List<Act>> generate() throws SwitchFailure {
    if (questions.generate().isEmpty()) {
      return Optional.empty();
    }
    String command = questions.generate().get();
    if (questions.shell().isEmpty()) {
      return Optional.of(acts(interview.ask(command)));
    }
    Questions.Shell shell = questions.shell().get();
    List<String> lines = new ArrayList<>(shell.prepare());
    lines.add(command);
    List<Interview.Said> said = interview.converse(shell.prompt(), lines);
    script.heard(said.subList(0, said.size() - 1), true);
    return Optional.of(script.acts(said.get(said.size() - 2), said.getLast()));
  }

  private Map<String, Long> files() throws SwitchFailure {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String folder : questions.folders()) {
      for (String path : interview.folder(folder)) {
        sizes.put(path, interview.size(path));
      }
    }
    return sizes;
  }

  // What lies on the device may be large, and what a recording needs of it is not.
  private static RecordedFile file(String path, long size) {
    RecordedFile.Content content =
        path.endsWith("gz")
            ? RecordedFile.Content.TAR_GZ
            : path.endsWith("xz") ? RecordedFile.Content.TXZ : RecordedFile.Content.GARBAGE;
    return new RecordedFile(
        path,
        content,
        Math.clamp(Math.round((double) size / ROUGHLY) * ROUGHLY, ROUGHLY, LARGEST_FILE),
        List.of(),
        false,
        false,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static List<Act> acts(Interview.Answer answer) {
    List<Act> acts = new ArrayList<>();
    Duration took = Duration.ofSeconds(answer.took().toSeconds());
    if (!took.isZero()) {
      acts.add(new Act.Wait(took.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : took));
    }
    Script.lines(answer.output()).forEach(line -> acts.add(new Act.Print(false, line)));
    Script.lines(answer.errors()).forEach(line -> acts.add(new Act.Print(true, line)));
    OptionalInt status = answer.status();
    if (status.isEmpty()) {
      acts.add(new Act.Close());
    } else if (status.getAsInt() != 0) {
      acts.add(new Act.Exit(status.getAsInt()));
    }
    return acts;
  }

  /** What is heard twice is told apart by the state of the device. */
  static Optional<String> state(boolean again) {
    return Optional.of(again ? GENERATED : Recording.START);
  }

  static Scene scene(
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
}
