package io.netdepot.delivery;

import io.netdepot.config.DeliverSettings;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.Transport;
import io.netdepot.ssh.FileToSend;
import io.netdepot.store.Sha256;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.ExchangeProperty;

/**
 * What step routes call as {@code delivery}: judges what a switch says of an image, and notes what
 * a later try must know. Thread-safe.
 *
 * <p>Texts of switches are matched loosely; which are documented stands in docs/delivery.md.
 */
public final class DeliverySteps {
  /** The step route that delivers. */
  public static final String ENTRY = "deliver";

  private static final String NOT_FETCHED = "The switch did not fetch the image: ";
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1\\]?");
  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");
  private static final Pattern BOOT = Pattern.compile("[0-9a-f-]{8,64}");

  private final DeliverSettings settings;
  private final DeliveryRuns runs;

  public DeliverySteps(DeliverSettings settings, DeliveryRuns runs) {
    this.settings = settings;
    this.runs = runs;
  }

  /**
   * Compares the size of the image's file on the switch.
   *
   * @param size in bytes; negative when there is no such file
   * @return {@code absent}, {@code other-size} or {@code same-size}
   */
  public String bySize(long size, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.digest(Optional.empty());
    if (size < 0) {
      return "absent";
    }
    return size == run.order().size() ? "same-size" : "other-size";
  }

  /**
   * Reads the size of a file.
   *
   * @param printed what {@code stat -c %s} printed, which is nothing when there is no such file
   * @return in bytes; negative when there is none
   */
  public long size(String printed) {
    String text = printed.strip();
    return SIZE.matcher(text).matches() ? Long.parseLong(text) : -1;
  }

  /**
   * Compares the digest that the switch has printed, the first word of 64 hex digits.
   *
   * @return {@code same}, {@code other-digest}, or {@code same-size} when it has printed none
   */
  public String byDigest(String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    Optional<Sha256> said =
        Arrays.stream(printed.split("\\s+"))
            .filter(word -> word.length() == 64)
            .flatMap(word -> Sha256.parse(word.toLowerCase(Locale.ROOT)).stream())
            .findFirst();
    run.digest(said.map(Sha256::hex));
    if (said.isEmpty()) {
      return "same-size";
    }
    return said.get().equals(run.order().digest()) ? "same" : "other-digest";
  }

  /**
   * Looks for the image among the files of a switch that tells no sizes.
   *
   * @param listed what {@code GET /nvue_v1/system/image/files} answered: an object with the names
   * @return {@code absent} or {@code there}
   */
  public String byName(String listed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.digest(Optional.empty());
    return SwitchImages.lists(listed, run.order().fileName()) ? "there" : "absent";
  }

  /**
   * Looks whether there is room for the image.
   *
   * @param printed what {@code df -Pk} of the images' directory printed; anything else tells
   *     nothing
   * @throws SwitchFailure {@code switch-full}
   */
  public void room(String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    long size = runs.of(task).order().size();
    OptionalLong free = FreeSpace.of(printed);
    if (free.isPresent() && free.getAsLong() < size + settings.spare().bytes()) {
      throw new SwitchFailure(
          FailureReason.SWITCH_FULL,
          Phase.PREPARE,
          "The image of "
              + size
              + " bytes has no room on the switch: "
              + free.getAsLong()
              + " bytes are free, and "
              + settings.spare()
              + " are left free (deliver.spare); delete images or packages there");
    }
  }

  /**
   * Which way is tried first.
   *
   * @return {@code fetch} or {@code sftp}
   * @throws SwitchFailure {@code image-not-fetched} when the switch shall fetch it and our address
   *     is one that only we can reach
   */
  public String way(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    boolean reachable = isReachable(run.order().link(), task);
    return switch (run.order().way()) {
      case SFTP -> "sftp";
      case AUTO -> reachable ? "fetch" : "sftp";
      case FETCH -> {
        if (!reachable) {
          throw new SwitchFailure(
              FailureReason.IMAGE_NOT_FETCHED,
              Phase.PREPARE,
              "The switch cannot reach "
                  + URI.create(run.order().link()).getHost()
                  + "; set device-http.public-url to an address of ours that it reaches, or deliver"
                  + " via sftp");
        }
        yield "fetch";
      }
    };
  }

  private static boolean isReachable(String link, SwitchTask task) {
    String host = Optional.ofNullable(URI.create(link).getHost()).orElse("localhost");
    // A switch on this machine is one of a simulator.
    return !LOOPBACK.matcher(host).matches()
        || LOOPBACK.matcher(task.address().canonical()).matches();
  }

  /** The image as a file to be sent. */
  public FileToSend file(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    return new FileToSend(
        run.file().orElseThrow(() -> new IllegalStateException("The image is delivered already")),
        run.order().size());
  }

  /**
   * The switch is about to fetch the image. Of one that comes to us from its own address, it is
   * seen how far it gets.
   */
  public void fetching(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.live().expect(run.order().size());
    run.fetchedFrom(addresses(task));
  }

  private static Set<InetAddress> addresses(SwitchTask task) {
    try {
      return new HashSet<>(List.of(InetAddress.getAllByName(task.address().canonical())));
    } catch (UnknownHostException e) {
      // Known to its jump host alone.
      return Set.of();
    }
  }

  /**
   * Looks whether the switch has fetched the image.
   *
   * @param printed what the command printed, which ended well
   * @throws SwitchFailure {@code image-not-fetched}
   */
  public void fetched(String printed) throws SwitchFailure {
    if (SwitchWords.isRefusal(printed)) {
      notFetched(printed);
    }
  }

  /**
   * The switch could not fetch the image.
   *
   * @param why what it said
   * @throws SwitchFailure {@code image-not-fetched}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void notFetched(String why) throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.IMAGE_NOT_FETCHED,
        Phase.DELIVER,
        NOT_FETCHED + SwitchWords.shortly(withoutPrefix(why)));
  }

  // What was said of it already, when another way failed too.
  private static String withoutPrefix(String why) {
    return why.startsWith(NOT_FETCHED) ? why.substring(NOT_FETCHED.length()) : why;
  }

  /** The switch could not fetch the image, and it is put there instead. */
  public void insteadOfFetching(
      String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    runs.of(task).putInstead(SwitchWords.shortly(withoutPrefix(why)));
  }

  /**
   * The image should be on the switch now.
   *
   * @param found as of {@link #bySize}, {@link #byDigest} and {@link #byName}
   * @param way {@code fetch}, {@code sftp}, or {@code there} when nothing had to be done
   * @throws SwitchFailure {@code size-differs} or {@code digest-differs}
   */
  public void arrived(
      String found, String way, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    switch (found) {
      case "same" -> {}
      case "same-size" ->
          run.remark("Its digest was not compared: the switch has no command for it");
      case "there" ->
          run.remark(
              "Neither its size nor its digest was compared: the REST API does not tell them, and"
                  + " the switch lets nobody in over SSH");
      case "other-digest" ->
          throw new SwitchFailure(
              FailureReason.DIGEST_DIFFERS,
              Phase.COMPARE,
              "The image on the switch has the SHA-256 "
                  + run.digest().orElse("")
                  + " and not "
                  + run.order().digest());
      default ->
          throw new SwitchFailure(
              FailureReason.SIZE_DIFFERS,
              Phase.COMPARE,
              found.equals("absent")
                  ? "The image is not on the switch, though it said that all went well"
                  : "The image on the switch has another size than the "
                      + run.order().size()
                      + " bytes of ours");
    }
    SwitchNote note = run.note().without(Fact.GONE);
    // That a later try finds it there does not change how it got there.
    if (note.get(Fact.VIA).isEmpty() || !way.equals("there")) {
      note = note.with(Fact.VIA, way);
    }
    if (run.digest().isPresent()) {
      note = note.with(Fact.DIGEST, run.digest().get());
    }
    run.note(note);
    run.arrived();
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

  /**
   * No route delivers to switches of this platform.
   *
   * @throws SwitchFailure {@code delivery-unsupported}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void unsupported(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.DELIVERY_UNSUPPORTED,
        Phase.PREPARE,
        "No route delivers images to switches of the platform "
            + task.platform()
            + (task.access().transport() == Transport.REST ? " over their REST API" : "")
            + "; one that does begins with direct:deliver-"
            + task.access().steps()
            + " (see docs/delivery.md)");
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
