package io.netdepot.nvue;

import io.netdepot.config.NvueSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.ssh.SideStep;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the REST API of one switch: resources, and actions to their end. Used by the
 * working thread.
 *
 * <p>Source: NVOS User Manual 25.02.4282, NVIDIA's client code (open-nvfwupd 2.0.0): {@code POST}
 * of an action answers with the number of a job, {@code GET /nvue_v1/action/<number>} says how it
 * gets on.
 */
final class NvueSwitch {
  private static final String BASE = "/nvue_v1/";

  /** So many polls in a row that tell nothing, or an error, end the wait. */
  private static final int MOST_BAD_POLLS = 3;

  private static final double GROWTH = 1.5;

  /** What may pass by itself while a job goes on: a proxy or the API that starts anew. */
  private static final Set<FailureReason> PASSING =
      EnumSet.of(
          FailureReason.API_UNAVAILABLE,
          FailureReason.UNREACHABLE,
          FailureReason.CONNECTION_LOST,
          FailureReason.TIMED_OUT);

  private final NvueConnection connection;
  private final NvueSettings settings;

  NvueSwitch(NvueConnection connection, NvueSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /** Looks on while an action is done. */
  interface Onlooker {
    Onlooker NONE = new Onlooker() {};

    /** Ends the wait by throwing. */
    default void look() throws SwitchFailure {}

    /** What may be shown of a text of the switch, which may quote the request. */
    default String shown(String text) {
      return text;
    }
  }

  /**
   * Reads a resource.
   *
   * @param resource below {@code /nvue_v1}, encoded
   * @return its JSON text
   */
  String read(SideStep step, String resource) throws SwitchFailure {
    String target = BASE + resource;
    return good(step, target, connection.get(step, target), Onlooker.NONE).text();
  }

  /**
   * Has an action done.
   *
   * @param body that begins it
   * @return what the switch said in the end
   * @throws SwitchFailure {@code command-failed} when the switch says that it failed, {@code
   *     job-lost} when it does not know the job any more
   */
  String act(SideStep step, String resource, String body, Onlooker onlooker) throws SwitchFailure {
    String target = BASE + resource;
    Answer begun = good(step, target, connection.post(step, target, body), onlooker);
    String job =
        NvueWords.jobId(begun.text(), begun.location())
            .orElseThrow(
                () ->
                    failed(
                        FailureReason.API_UNAVAILABLE,
                        step,
                        "The REST API answered " + begun.status() + " and named no job"));
    return new Wait(step, job, onlooker).untilDone();
  }

  /** The wait for one job. */
  private final class Wait {
    private final SideStep step;
    private final String job;
    private final Onlooker onlooker;
    private Duration span = settings.pollFirst();
    private int bad;
    private @Nullable JobReport last;

    Wait(SideStep step, String job, Onlooker onlooker) {
      this.step = step;
      this.job = job;
      this.onlooker = onlooker;
    }

    String untilDone() throws SwitchFailure {
      while (true) {
        step.pause(span);
        span = grown(span);
        onlooker.look();
        Optional<JobReport> report = poll();
        if (report.isPresent()) {
          switch (report.get().state()) {
            case DONE -> {
              return report.get().said();
            }
            case FAILED ->
                throw failed(
                    FailureReason.COMMAND_FAILED,
                    step,
                    "The switch says that the action failed" + trouble(report.get()));
            case PENDING -> last = report.get();
          }
        }
      }
    }

    private String trouble(JobReport report) {
      return because(onlooker.shown(report.trouble()));
    }

    private Duration grown(Duration span) {
      Duration next = Duration.ofMillis((long) (span.toMillis() * GROWTH));
      return next.compareTo(settings.pollLongest()) < 0 ? next : settings.pollLongest();
    }

    /** What the job reports; empty when the poll was one that told nothing. */
    private Optional<JobReport> poll() throws SwitchFailure {
      try {
        JobReport report = report();
        if (last != null && report.isOfAnother(last)) {
          throw lost("Another job has the number now");
        }
        if (report.isBad()) {
          throw failed(
              FailureReason.COMMAND_FAILED,
              step,
              "The switch reports the status "
                  + report.httpStatus()
                  + " for the action"
                  + trouble(report));
        }
        bad = 0;
        return Optional.of(report);
      } catch (SwitchFailure e) {
        // When the session or the step has ended, that is the reason.
        step.check();
        FailureReason reason = e.failure().reason();
        boolean passes = PASSING.contains(reason) || reason == FailureReason.COMMAND_FAILED;
        if (!passes || ++bad >= MOST_BAD_POLLS) {
          throw e;
        }
        return Optional.empty();
      }
    }

    private JobReport report() throws SwitchFailure {
      String target = BASE + "action/" + NvueProducer.segment(job);
      Answer answer = connection.get(step, target);
      if (answer.status() == 404 && !answer.isPage()) {
        throw lost(
            "It answered 404"
                + because(onlooker.shown(NvueWords.problem(answer.type(), answer.text()))));
      }
      return NvueWords.report(good(step, target, answer, onlooker).text())
          .orElseThrow(
              () ->
                  failed(
                      FailureReason.API_UNAVAILABLE,
                      step,
                      "The REST API answers no report about job " + job));
    }

    private SwitchFailure lost(String how) {
      return failed(
          FailureReason.JOB_LOST,
          step,
          "The switch does not know the job "
              + job
              + " any more, as after a reboot; what it did is not known. "
              + how);
    }
  }

  private Answer good(SideStep step, String target, Answer answer, Onlooker onlooker)
      throws SwitchFailure {
    if (answer.isGood()) {
      if (answer.isPage()) {
        throw failed(
            FailureReason.API_UNAVAILABLE,
            step,
            "What answers at the REST API's port is a page for people and not NVUE; check the port"
                + " of the switch's REST API, and what stands before it");
      }
      return answer;
    }
    throw refused(step, target, answer, onlooker);
  }

  private SwitchFailure refused(SideStep step, String target, Answer answer, Onlooker onlooker) {
    int status = answer.status();
    String problem = onlooker.shown(NvueWords.problem(answer.type(), answer.text()));
    String said = "The REST API answered " + status + " to " + target + because(problem);
    if (status == 401 && !problem.toLowerCase(Locale.ROOT).contains("temporarily unavailable")) {
      return new SwitchFailure(
          FailureReason.AUTHENTICATION_FAILED,
          Phase.CONNECT,
          "The REST API refused the login of the user '"
              + connection.user()
              + "' (401)"
              + because(problem)
              + "; check the profile");
    }
    if (status == 401 || status == 408 || status == 429 || status >= 500) {
      return failed(FailureReason.API_UNAVAILABLE, step, said);
    }
    String remedy =
        switch (status) {
          case 403 -> "; the profile's user may not do this on the switch";
          case 404 -> "; this release of the switch may have no such resource";
          default ->
              status >= 300 && status < 400
                  ? "; a redirect is not followed, check the port of the switch's REST API"
                  : "";
        };
    return failed(FailureReason.REQUEST_REFUSED, step, said + remedy);
  }

  private static String because(String text) {
    // What is said of it goes on in the same sentence.
    String end = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return end.isBlank() ? "" : ": " + end;
  }

  private static SwitchFailure failed(FailureReason reason, SideStep step, String details) {
    return new SwitchFailure(reason, step.phase(), details);
  }
}
