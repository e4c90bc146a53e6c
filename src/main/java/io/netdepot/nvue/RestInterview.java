package io.netdepot.nvue;

import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.ssh.SideStep;
import io.netdepot.ssh.SwitchSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the REST API of a device what a person wants to hear, and gives its answers as they came,
 * errors included. For one thread; the session is the caller's.
 */
public final class RestInterview {
  private static final String BASE = "/nvue_v1/";
  private static final int MOST_BAD_POLLS = 3;

  private final SwitchSession session;
  private final NvueConnection connection;
  private final Duration poll;
  private final Duration limit;

  /**
   * @param limit the longest an action may take
   * @throws SwitchFailure {@code profile-unusable} when there is no login for it
   */
  public RestInterview(NvueSwitches switches, SwitchSession session, Duration limit)
      throws SwitchFailure {
    this.session = session;
    this.connection = switches.connection(session.task());
    this.poll = switches.settings().pollFirst();
    this.limit = limit;
    session.whenClosed(connection::close);
  }

  /**
   * A request and its answer.
   *
   * @param request the method and the path, with a blank between
   * @param type what the answer says it is
   * @param location where the answer points to
   * @param failed whether it says that an action has failed
   */
  public record Exchanged(
      String request,
      int status,
      Optional<String> type,
      Optional<String> location,
      String text,
      boolean failed) {
    static Exchanged of(String request, Answer answer) {
      return new Exchanged(
          request,
          answer.status(),
          answer.type(),
          answer.location(),
          answer.text(),
          NvueWords.report(answer.text())
              .filter(report -> report.state() == JobReport.State.FAILED)
              .isPresent());
    }
  }

  /** A name as one segment of a path; its slashes are encoded. */
  public static String segment(String name) {
    return NvueProducer.segment(name);
  }

  /**
   * Reads a resource.
   *
   * @param resource below {@code /nvue_v1}, encoded
   * @throws SwitchFailure when no answer comes
   */
  public Exchanged read(String resource) throws SwitchFailure {
    try (SideStep step = session.sideStep(Phase.LIST, limit)) {
      return Exchanged.of("GET " + BASE + resource, connection.get(step, BASE + resource));
    }
  }

  /**
   * Has an action done, to its end if it has one that is told.
   *
   * @param resource below {@code /nvue_v1}, encoded
   * @return the request that began it and all polls
   * @throws SwitchFailure when no answer comes
   */
  public List<Exchanged> act(String resource, String action) throws SwitchFailure {
    List<Exchanged> all = new ArrayList<>();
    try (SideStep step = session.sideStep(Phase.GENERATE, limit)) {
      Answer begun = connection.post(step, BASE + resource, ActionParameters.none().body(action));
      all.add(Exchanged.of("POST " + BASE + resource, begun));
      Optional<String> job =
          begun.isGood() ? NvueWords.jobId(begun.text(), begun.location()) : Optional.empty();
      if (job.isPresent()) {
        follow(step, BASE + "action/" + NvueProducer.segment(job.get()), all);
      }
    }
    return all;
  }

  private void follow(SideStep step, String target, List<Exchanged> all) throws SwitchFailure {
    int bad = 0;
    while (bad < MOST_BAD_POLLS) {
      step.pause(poll);
      Answer answer = connection.get(step, target);
      all.add(Exchanged.of("GET " + target, answer));
      Optional<JobReport> report =
          answer.isGood() ? NvueWords.report(answer.text()) : Optional.empty();
      if (report.isPresent() && report.get().state() != JobReport.State.PENDING) {
        return;
      }
      bad = report.isPresent() ? 0 : bad + 1;
    }
  }
}
