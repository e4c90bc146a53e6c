package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.switches.Switches;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which way the switch of a try is reached, learns what it is where nobody has set it, and
 * takes back what proves wrong. Thread-safe.
 */
public final class SwitchWays {
  private static final Logger log = LoggerFactory.getLogger(SwitchWays.class);

  /** Where the words that told a platform lie when the step {@code detect} is done. */
  private static final String SAID = "said";

  /** Before anything was generated: a command that is not known says that the platform is wrong. */
  private static final Set<Phase> FIRST_COMMANDS = EnumSet.of(Phase.LIST, Phase.GENERATE);

  private final Switches switches;

  public SwitchWays(Switches switches) {
    this.switches = switches;
  }

  /** What rides on the exchanges of a try. */
  SwitchTask begin(Task task) {
    return new SwitchTask(
        task.operationId(),
        task.id(),
        task.address(),
        task.profileId(),
        switches.access(task.address(), task.profileId()),
        task.tries(),
        task.leftOver());
  }

  /**
   * Takes from the step {@code detect} what the switch is, and remembers it.
   *
   * @throws SwitchFailure {@code platform-unknown} when there are no steps for that
   */
  SwitchTask detected(SwitchTask task, Exchange ended) throws SwitchFailure {
    String platform = String.valueOf(ended.getMessage().getBody(String.class)).strip();
    String said = PlatformSteps.quoted(String.valueOf(ended.getVariable(SAID, String.class)));
    Access access = task.access().with(platform);
    if (!switches.hasSteps(access.steps())) {
      throw unknown(
          "The switch seems to be "
              + PlatformSteps.quoted(platform)
              + " ('"
              + said
              + "'), and no route is from direct:collect-"
              + PlatformSteps.quoted(access.steps())
              + ". "
              + PlatformSteps.howToSet(task));
    }
    switches.detected(task.address(), platform, said);
    return task.with(access);
  }

  private static SwitchFailure unknown(String details) {
    return new SwitchFailure(FailureReason.PLATFORM_UNKNOWN, Phase.CONNECT, details);
  }

  /** How a try ended, when what the switch had said about itself proves wrong by that. */
  SwitchJob.Result judge(SwitchTask task, SwitchJob.Result result) {
    return result instanceof SwitchJob.Result.NotDone(var why)
        ? new SwitchJob.Result.NotDone(judge(task, why))
        : result;
  }

  private Failure judge(SwitchTask task, Failure failure) {
    boolean mismatch = failure.reason() == FailureReason.WRONG_PLATFORM;
    boolean notKnown =
        FIRST_COMMANDS.contains(failure.phase()) && PlatformSteps.isUnknownCommand(failure);
    if (!(mismatch || notKnown) || !switches.isGuess(task.address(), task.profileId())) {
      return failure;
    }
    if (switches.forget(task.address())) {
      log.warn(
          "Switch {} is not {}, as it seemed to be; it is asked again next time",
          task.address(),
          task.platform());
    }
    return mismatch
        ? failure
        : new Failure(
            FailureReason.WRONG_PLATFORM,
            failure.phase(),
            "The switch seemed to be "
                + task.platform()
                + " and does not know its commands; it is asked again next time. "
                + PlatformSteps.howToSet(task)
                + ". "
                + failure.details());
  }
}
