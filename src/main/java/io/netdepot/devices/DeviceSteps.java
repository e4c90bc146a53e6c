package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.delivery.Aim;
import io.netdepot.delivery.BuildNames;
import io.netdepot.delivery.SwitchWords;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;

/**
 * What step routes call as {@code device}: reads what a device says of its software, finds in it
 * what an action is about, and judges whether the action has done its work. Thread-safe.
 */
public final class DeviceSteps {
  /** The step route that acts on a device. */
  public static final String ENTRY = "device-action";

  private final DeviceRuns runs;
  private final DeviceLog log;
  private final BuildNames builds;

  public DeviceSteps(DeviceRuns runs, DeviceLog log, BuildNames builds) {
    this.runs = runs;
    this.log = log;
    this.builds = builds;
  }

  /** A line for who ordered the action. */
  public void tell(String text, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    log.tell(task.taskId(), text);
  }

  /**
   * Reads what an NVOS switch has.
   *
   * @param partitions what {@code nv show system image -o json} printed
   * @param files what {@code nv show system image files -o json} printed; may be anything
   * @throws SwitchFailure {@code command-failed} when the first cannot be read
   */
  public void images(
      String partitions, String files, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    told(
        SoftwareTexts.nvos(partitions, files, name -> builds.of(name).orElse("")),
        partitions,
        task);
  }

  /**
   * Reads a table of versions.
   *
   * @param printed what the command of the platform printed
   * @throws SwitchFailure {@code command-failed} when there is no such table in it
   */
  public void software(String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    told(SoftwareTexts.table(printed), printed, task);
  }

  private void told(Optional<Software> read, String printed, SwitchTask task) throws SwitchFailure {
    Software software =
        read.orElseThrow(
            () ->
                new SwitchFailure(
                    FailureReason.COMMAND_FAILED,
                    Phase.PREPARE,
                    "What the device prints about its software cannot be read: "
                        + SwitchWords.shortly(printed)));
    DeviceRun run = runs.of(task);
    boolean first = !run.hasTold();
    run.told(software);
    log.has(task.address(), software);
    if (first) {
      log.tell(
          task.taskId(),
          "The device runs "
              + orUnknown(software.version())
              + ", boots "
              + orUnknown(software.defaultVersion())
              + " next, and also has "
              + (software.available().isEmpty()
                  ? "nothing"
                  : String.join(", ", software.available())));
    }
  }

  /** What the device runs; empty when it did not tell. */
  public String running(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    return runs.of(task).software().version();
  }

  /** Whether the device has the version already, or runs it. */
  public boolean has(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) throws SwitchFailure {
    DeviceRun run = runs.of(task);
    return has(run, run.software());
  }

  private static boolean has(DeviceRun run, Software software) {
    return software.has(run.wanted()) || run.installed().isPresent();
  }

  /** Whether the device boots the version next. */
  public boolean isDefault(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeviceRun run = runs.of(task);
    return run.software().isDefault(run.wanted());
  }

  /**
   * The version as the device calls it.
   *
   * @throws SwitchFailure {@code version-missing}
   */
  public String version(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeviceRun run = runs.of(task);
    Software software = run.software();
    if (software.runs(run.wanted())) {
      return software.version();
    }
    return software
        .find(run.wanted())
        .map(Software.Place::version)
        .or(run::installed)
        .orElseThrow(() -> missing(run, run.wanted(), software));
  }

  /**
   * The number of the partition that the version is in; empty when it is a file only.
   *
   * @throws SwitchFailure {@code version-missing}
   */
  public String partition(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    return place(runs.of(task)).partition();
  }

  /**
   * The number of the partition that the version is in.
   *
   * @throws SwitchFailure {@code version-missing} when it is in none
   */
  public String defaultPartition(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    Software.Place place = place(runs.of(task));
    if (place.partition().isEmpty()) {
      throw new SwitchFailure(
          FailureReason.VERSION_MISSING,
          Phase.PREPARE,
          "The version "
              + place.version()
              + " is in no partition of the switch: it lies there as the file "
              + place.file()
              + "; activate it, which installs it");
    }
    return place.partition();
  }

  /**
   * The file that the version is in; empty when it is in a partition only.
   *
   * @throws SwitchFailure {@code version-missing}
   */
  public String file(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) throws SwitchFailure {
    return place(runs.of(task)).file();
  }

  private static Software.Place place(DeviceRun run) throws SwitchFailure {
    Software software = run.software();
    return software.find(run.wanted()).orElseThrow(() -> missing(run, run.wanted(), software));
  }

  private static SwitchFailure missing(DeviceRun run, String version, Software software) {
    return new SwitchFailure(
        FailureReason.VERSION_MISSING,
        Phase.PREPARE,
        "The device does not have "
            + version
            + "; it runs "
            + orUnknown(software.version())
            + (software.available().isEmpty()
                ? " and has nothing else"
                : " and has " + String.join(", ", software.available()))
            + (run.action() == ActionOrder.Action.INSTALL ? "" : "; install it first"));
  }

  /**
   * The versions that are still to be removed, where they are.
   *
   * @throws SwitchFailure {@code version-in-use} when the device runs one of them or boots it next
   */
  public List<Software.Place> toRemove(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeviceRun run = runs.of(task);
    Software software = run.software();
    for (String version : run.target().versions()) {
      if (software.runs(version) || software.isDefault(version)) {
        throw new SwitchFailure(
            FailureReason.VERSION_IN_USE,
            Phase.PREPARE,
            "The device "
                + (software.runs(version) ? "runs " : "boots ")
                + version
                + (software.runs(version) ? "" : " next")
                + ", so it is not removed; activate another version and make it the default first");
      }
    }
    return software.places().stream()
        .filter(
            place ->
                run.target().versions().stream()
                    .anyMatch(version -> Aim.same(version, place.version())))
        .toList();
  }

  /**
   * The device is about to be told something that it cannot be asked about while it does it.
   *
   * @throws SwitchFailure when the task was told to stop
   */
  public void acts(String what, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeviceRun run = runs.of(task);
    if (run.live().aborted().isPresent()) {
      throw new SwitchFailure(
          FailureReason.INTERRUPTED,
          Phase.PREPARE,
          "The task was told to stop before the device was told to act");
    }
    log.tell(task.taskId(), what);
  }

  /**
   * Looks whether a device has refused what it was told.
   *
   * @param printed all that it printed
   * @param exitStatus of the command
   * @throws SwitchFailure {@code action-refused}
   */
  public void acted(String printed, int exitStatus) throws SwitchFailure {
    // Source: NVOS test suite; what is not there need not be removed.
    boolean harmless = printed.toLowerCase(Locale.ROOT).contains("nothing to uninstall");
    if (!harmless && (exitStatus != 0 || SwitchWords.isRefusal(printed))) {
      throw new SwitchFailure(
          FailureReason.ACTION_REFUSED,
          Phase.INSTALL,
          "The device refused: " + SwitchWords.shortly(printed));
    }
  }

  /**
   * A boot is not done, as it is told over SSH and nobody gets in there.
   *
   * @throws SwitchFailure always; {@code action-unsupported} when another try would not help
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void needsSsh(Failure why) throws SwitchFailure {
    throw new SwitchFailure(
        why.reason().retryHelps() ? why.reason() : FailureReason.ACTION_UNSUPPORTED,
        Phase.PREPARE,
        "How the REST API boots a switch into its other partition is not known, so it is told over"
            + " SSH; let the user of the profile in there, or make the version the default and boot"
            + " the switch by hand. Nothing was changed. Over SSH: "
            + why.details());
  }

  /**
   * The device is about to boot what it boots next, which must be the version.
   *
   * @throws SwitchFailure {@code action-refused} when it says that it boots another one
   */
  public void bootsNext(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeviceRun run = runs.of(task);
    String next = run.software().defaultVersion();
    require(
        next.isEmpty() || run.software().isDefault(run.wanted()),
        "boots " + next + " next and not " + run.wanted());
  }

  /**
   * The device was asked again what it has: has the action done its work?
   *
   * @throws SwitchFailure {@code action-refused} when it has not
   */
  public void done(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) throws SwitchFailure {
    DeviceRun run = runs.of(task);
    Software software = run.software();
    switch (run.action()) {
      case LOOK -> {}
      case INSTALL ->
          require(has(run, software), "does not have " + run.wanted() + " after it was installed");
      case CHANGE_PARTITION ->
          require(
              software.runs(run.wanted()),
              "runs " + orUnknown(software.version()) + " and not " + run.wanted());
      case DEFAULT_PARTITION ->
          require(
              software.isDefault(run.wanted()),
              "boots " + orUnknown(software.defaultVersion()) + " next and not " + run.wanted());
      case REMOVE_PARTITION -> {
        for (String version : run.target().versions()) {
          require(!software.has(version), "still has " + version);
        }
      }
    }
    run.done();
  }

  private static void require(boolean good, String otherwise) throws SwitchFailure {
    if (!good) {
      throw new SwitchFailure(
          FailureReason.ACTION_REFUSED,
          Phase.COMPARE,
          "The device did not do it, though it did not say so: it " + otherwise);
    }
  }

  /**
   * No route does this to devices of this platform.
   *
   * @throws SwitchFailure {@code action-unsupported}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void unsupported(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.ACTION_UNSUPPORTED,
        Phase.PREPARE,
        "No route has the action '"
            + runs.of(task).action().word()
            + "' for devices of the platform "
            + task.access().steps()
            + "; one that has it begins with direct:device-"
            + runs.of(task).action().word()
            + "-"
            + task.access().steps()
            + " (see docs/vmanage.md)");
  }

  private static String orUnknown(String version) {
    return version.isEmpty() ? "an unknown version" : version;
  }
}
