package io.netdepot.delivery;

import io.netdepot.config.DeliverSettings;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.ExchangeProperty;

/**
 * What step routes call as {@code install}: has a switch install what it holds once and not twice,
 * and judges by what it runs after its boot. Thread-safe.
 *
 * <p>Texts of switches are matched loosely; which are documented stands in docs/delivery.md.
 */
public final class InstallSteps {
  private static final Pattern BOOT = Pattern.compile("[0-9a-f-]{8,64}");

  private final DeliverSettings settings;
  private final DeliveryRuns runs;

  public InstallSteps(DeliverSettings settings, DeliveryRuns runs) {
    this.settings = settings;
    this.runs = runs;
  }

  /**
   * Looks what the switch runs before it installs.
   *
   * @param printed what {@code nv show system image -o json} printed
   * @return whether it has to be installed
   */
  public boolean mustInstall(
      String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    return mustBoot(runs.of(task), SwitchImages.current(printed));
  }

  /**
   * As {@link #mustInstall}, of a switch whose words were read already.
   *
   * @param build what it runs; empty when that is not known
   */
  public boolean mustBoot(String build, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    return mustBoot(runs.of(task), Optional.of(build).filter(said -> !said.isEmpty()));
  }

  /** From now on the switch is to run what it calls by this name. */
  public void wants(String build, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.note(run.note().with(Fact.BUILD_WANTED, build));
  }

  private static boolean mustBoot(DeliveryRun run, Optional<String> build) {
    if (build.isPresent() && run.isMetBy(build)) {
      run.note(run.note().with(Fact.BUILD_BEFORE, build.get()).with(Fact.BUILD_AFTER, build.get()));
      run.remark("The switch runs " + build.get() + " already; nothing was installed");
      run.installed();
      return false;
    }
    run.note(run.note().with(Fact.BUILD_BEFORE, build.orElse("unknown")));
    return true;
  }

  /**
   * The switch is about to be told to install. Once this has returned no later try tells it again.
   *
   * @param boot what {@code /proc/sys/kernel/random/boot_id} holds; anything else tells nothing
   * @throws SwitchFailure when the task was told to stop
   */
  public void installs(String boot, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    if (run.live().aborted().isPresent()) {
      throw new SwitchFailure(
          FailureReason.INTERRUPTED,
          Phase.INSTALL,
          "The task was told to stop before anything was installed");
    }
    SwitchNote note = run.note().with(Fact.INSTALL_BEGUN, run.now());
    run.note(bootOf(boot).map(id -> note.with(Fact.BOOT_BEFORE, id)).orElse(note));
  }

  /**
   * The command to install has ended.
   *
   * @throws SwitchFailure {@code image-refused} when somebody or something had it aborted, {@code
   *     rebooting} otherwise: whatever it says, the build after the boot decides
   */
  public void installEnded(
      String printed, int exitStatus, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    boolean failed = exitStatus != 0 || SwitchWords.isRefusal(printed);
    commandIsOver(run, failed ? "failed" : "ended", printed);
    if (SwitchWords.isAborted(printed)) {
      throw refused(run, printed);
    }
    throw rebooting("The switch was told to install and boots next");
  }

  /**
   * As {@link #installEnded}, of a switch whose commands have no exit status.
   *
   * @param failure the regular expression that finds a line which means failure
   * @throws SwitchFailure as of {@link #installEnded}
   */
  public void activated(
      String printed, String failure, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    boolean failed = Pattern.compile(failure, Pattern.MULTILINE).matcher(printed).find();
    installEnded(printed, failed ? 1 : 0, task);
  }

  /**
   * The connection broke while the switch installed, as it does at a reboot.
   *
   * @throws SwitchFailure {@code rebooting}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void installLost(String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    commandIsOver(runs.of(task), "lost", why);
    throw rebooting("The connection ended while the switch installed: " + SwitchWords.shortly(why));
  }

  private static void commandIsOver(DeliveryRun run, String how, String said) {
    run.note(
        run.note()
            .with(Fact.COMMAND, how)
            .with(Fact.SAID, SwitchWords.shortly(said))
            .with(Fact.COMMAND_ENDED, run.now()));
  }

  /**
   * Judges a switch that was told to install by what it runs now.
   *
   * @param printed what {@code nv show system image -o json} printed
   * @param boot what {@code /proc/sys/kernel/random/boot_id} holds
   * @throws SwitchFailure {@code rebooting} when it is to be looked at again; {@code wrong-build},
   *     {@code image-refused} or {@code reboot-timeout}
   */
  public void judge(
      String printed, String boot, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    judge(SwitchImages.current(printed), boot, runs.of(task));
  }

  /**
   * As {@link #judge}, of a switch whose words were read already.
   *
   * @param build what it runs; empty when that is not known
   * @throws SwitchFailure as of {@link #judge}
   */
  public void judgeBuild(
      String build, String boot, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    judge(Optional.of(build).filter(said -> !said.isEmpty()), boot, runs.of(task));
  }

  private void judge(Optional<String> build, String boot, DeliveryRun run) throws SwitchFailure {
    if (build.isPresent() && run.isMetBy(build)) {
      run.note(run.note().with(Fact.BUILD_AFTER, build.get()));
      if (run.note().get(Fact.COMMAND).equals(Optional.of("failed"))) {
        run.remark(
            "The switch runs the image, though installing it said: "
                + run.note().get(Fact.SAID).orElse(""));
      }
      run.installed();
      return;
    }
    new InstallWatch(settings, run).otherBuild(build.orElse("no build"), bootOf(boot));
  }

  /**
   * The switch cannot be asked, as while it boots.
   *
   * @throws SwitchFailure {@code rebooting} when it is to be looked at again, {@code
   *     reboot-timeout} otherwise
   */
  public void away(String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    new InstallWatch(settings, runs.of(task)).away(SwitchWords.shortly(why));
  }

  static SwitchFailure refused(DeliveryRun run, String said) {
    return new SwitchFailure(
        FailureReason.IMAGE_REFUSED,
        Phase.INSTALL,
        "The switch did not install " + run.aim().what() + ": " + SwitchWords.shortly(said));
  }

  static SwitchFailure rebooting(String why) {
    return new SwitchFailure(FailureReason.REBOOTING, Phase.REBOOT, why);
  }

  private static Optional<String> bootOf(String printed) {
    return Optional.of(printed.strip()).filter(text -> BOOT.matcher(text).matches());
  }
}
