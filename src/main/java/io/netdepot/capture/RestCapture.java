package io.netdepot.capture;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.nvue.RestInterview;
import io.netdepot.nvue.RestInterview.Exchanged;
import io.netdepot.recording.Login;
import io.netdepot.recording.Outcome;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.ssh.Interview;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records one device by its REST API; its files over SFTP, where SSH lets us in. For one thread.
 */
public final class RestCapture {
  private static final Pattern PATH_IN_LISTING =
      Pattern.compile("\"path\"\\s*:\\s*\"(/[^\"\\s]+)\"");
  private static final Set<FailureReason> NO_SSH =
      EnumSet.of(FailureReason.UNREACHABLE, FailureReason.AUTHENTICATION_FAILED);
  private static final String GENERATE = "generate";
  private static final String DELETE = "delete";
  private static final String NO_LOGIN = "authentication-failed";
  private static final String REFUSED = "request-refused";
  // Of a file that cannot be looked at.
  private static final long ANY_SIZE = 64 << 10;

  private final Interview interview;
  private final RestInterview rest;
  private final RestQuestions questions;
  private final Portrait portrait;

  // Mutable state
  private final RestScript script = new RestScript();

  public RestCapture(
      Interview interview, RestInterview rest, RestQuestions questions, Subject subject) {
    this.interview = interview;
    this.rest = rest;
    this.questions = questions;
    this.portrait = new Portrait(subject);
  }

  /**
   * Asks everything.
   *
   * @throws SwitchFailure when the REST API cannot be reached, or talked to
   */
  public Done run() throws SwitchFailure {
    Optional<List<String>> greeting = greeting();
    boolean ssh = greeting.isPresent();
    Optional<String> host = ssh ? interview.host() : Optional.empty();
    Map<String, Long> before = ask(ssh, false);
    Optional<Outcome> ends = Portrait.failsWith(REFUSED);
    List<RecordedFile> made = List.of();
    List<String> left = new ArrayList<>();
    if (questions.generate()) {
      List<Exchanged> generated = rest.act(RestQuestions.PACKAGES, GENERATE);
      made = Portrait.newFiles(before, ask(ssh, true));
      ends = ends(ssh, generated, made);
      script.generated(generated, GENERATE, made);
      for (RecordedFile file : made) {
        if (!questions.delete() || !delete(file.path())) {
          left.add(file.path());
        }
      }
    }
    Recording raw =
        new Recording(
            portrait.identity(greeting, ends),
            List.of(new Login("admin", "admin")),
            List.of(),
            Portrait.files(before),
            questions.folder().stream().toList(),
            script.scenes(questions.generate()));
    List<String> paths = new ArrayList<>(before.keySet());
    made.forEach(file -> paths.add(file.path()));
    return portrait.masked(raw, questions.words(), host.or(() -> Portrait.hostIn(paths)), left);
  }

  /** What SSH greets with; empty where it lets nobody in. */
  private Optional<List<String>> greeting() throws SwitchFailure {
    try {
      return Optional.of(interview.greeting().lines().toList());
    } catch (SwitchFailure e) {
      if (NO_SSH.contains(e.failure().reason())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads all resources; the sizes of the packages that there are then. */
  private Map<String, Long> ask(boolean ssh, boolean again) throws SwitchFailure {
    Map<String, Long> sizes = new LinkedHashMap<>();
    if (ssh && questions.folder().isPresent()) {
      for (String path : interview.folder(questions.folder().get())) {
        if (Portrait.isArchive(path)) {
          sizes.put(path, interview.size(path));
        }
      }
    }
    for (String resource : questions.resources()) {
      Exchanged answer = rest.read(resource);
      script.read(answer, again);
      if (resource.equals(RestQuestions.LISTING)) {
        Matcher path = PATH_IN_LISTING.matcher(answer.text());
        while (path.find()) {
          sizes.putIfAbsent(path.group(1), ANY_SIZE);
        }
      }
    }
    return sizes;
  }

  private boolean delete(String path) throws SwitchFailure {
    String name = questions.byPath() ? path : path.substring(path.lastIndexOf('/') + 1);
    List<Exchanged> deleted =
        rest.act(RestQuestions.LISTING + "/" + RestInterview.segment(name), DELETE);
    script.deleted(deleted, DELETE, path);
    return isGood(deleted);
  }

  private static boolean isGood(List<Exchanged> action) {
    return action.getLast().status() < 300 && !action.getLast().failed();
  }

  private static Optional<Outcome> ends(
      boolean ssh, List<Exchanged> generated, List<RecordedFile> made) {
    if (isGood(generated)) {
      // The switch was not asked to push it.
      return ssh || made.isEmpty() ? Portrait.made(made) : Portrait.failsWith(NO_LOGIN);
    }
    return Portrait.failsWith(generated.getFirst().status() >= 300 ? REFUSED : "command-failed");
  }
}
