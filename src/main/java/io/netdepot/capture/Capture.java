package io.netdepot.capture;

import io.netdepot.fleet.SwitchFailure;
import io.netdepot.recording.Act;
import io.netdepot.recording.Login;
import io.netdepot.recording.Outcome;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.ssh.Interview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Records one device over SSH. For one thread. */
public final class Capture {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  // Some print every file that they put into a package.
  private static final int LAST_LINES = 200;
  private static final String FAILED = "command-failed";

  private final Interview interview;
  private final Questions questions;
  private final Portrait portrait;

  // Mutable state
  private final Script script = new Script();

  public Capture(Interview interview, Questions questions, Subject subject) {
    this.interview = interview;
    this.questions = questions;
    this.portrait = new Portrait(subject);
  }

  /**
   * Asks everything.
   *
   * @throws SwitchFailure when the device cannot be reached, or talked to
   */
  public Done run() throws SwitchFailure {
    List<String> greeting = interview.greeting().lines().toList();
    Optional<String> host = questions.shell().isPresent() ? Optional.empty() : interview.host();
    Map<String, Long> before = files();
    ask(false);
    Optional<Outcome> ends = Portrait.failsWith(FAILED);
    List<RecordedFile> made = List.of();
    List<String> left = new ArrayList<>();
    if (questions.generate().isPresent()) {
      List<Act> generated = change(questions.generate().get());
      made = Portrait.newFiles(before, files());
      ask(true);
      ends = ends(generated, made);
      script.generated(questions.generate().get(), generated, made);
      for (RecordedFile file : made) {
        if (!delete(file.path())) {
          left.add(file.path());
        }
      }
    }
    Recording raw =
        new Recording(
            portrait.identity(Optional.of(greeting), ends),
            List.of(new Login("admin", "admin")),
            script.modes(),
            Portrait.files(before),
            questions.folders(),
            script.scenes(questions.generate().isPresent()));
    List<String> paths = new ArrayList<>(before.keySet());
    made.forEach(file -> paths.add(file.path()));
    return portrait.masked(
        raw, questions.words(), host.or(script::host).or(() -> Portrait.hostIn(paths)), left);
  }

  // What a device says to its own command is in the recording, whatever it is.
  private boolean delete(String path) throws SwitchFailure {
    Optional<Questions.Removal> removal = questions.delete(path);
    if (removal.isEmpty()) {
      return false;
    }
    return switch (removal.get()) {
      case Questions.Removal.ByCommand(var command) -> {
        script.deleted(command, change(command), path);
        yield true;
      }
      case Questions.Removal.OverSftp() -> interview.delete(path);
    };
  }

  // What a status of its own means is known to the platform's steps alone.
  private static Optional<Outcome> ends(List<Act> generated, List<RecordedFile> made) {
    boolean well = generated.stream().noneMatch(act -> act instanceof Act.End);
    return well ? Portrait.made(made) : Optional.empty();
  }

  private void ask(boolean again) throws SwitchFailure {
    if (questions.shell().isPresent()) {
      script.heard(converse(questions.shell().get(), questions.commands()), again);
      return;
    }
    for (String command : questions.commands()) {
      script.heard(command, acts(interview.ask(command)), again);
    }
  }

  private List<Interview.Said> converse(Questions.Shell shell, List<String> commands)
      throws SwitchFailure {
    List<String> lines = new ArrayList<>(shell.prepare());
    lines.addAll(commands);
    return interview.converse(shell.prompt(), lines);
  }

  /** What a command did that changes the device. */
  private List<Act> change(String command) throws SwitchFailure {
    if (questions.shell().isEmpty()) {
      return acts(interview.ask(command, LAST_LINES));
    }
    List<Interview.Said> said = converse(questions.shell().get(), List.of(command));
    script.heard(said.subList(0, said.size() - 1), true);
    return script.acts(said.get(said.size() - 2), said.getLast());
  }

  private Map<String, Long> files() throws SwitchFailure {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String folder : questions.folders()) {
      for (String path : interview.folder(folder)) {
        // What else lies there is nobody's business.
        if (Portrait.isArchive(path)) {
          sizes.put(path, interview.size(path));
        }
      }
    }
    return sizes;
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
}
