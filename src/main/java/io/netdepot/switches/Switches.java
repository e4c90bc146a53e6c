package io.netdepot.switches;

import io.netdepot.catalog.DetectedPlatform;
import io.netdepot.catalog.SeenSwitch;
import io.netdepot.catalog.SwitchCatalog;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.ssh.JumpHost;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.LiveFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which way each switch is reached: what the file of switches says counts first, then what a
 * switch said it is, then the usual. Follows the file. Thread-safe.
 */
public final class Switches implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Switches.class);

  private final LiveFile<SwitchPlan> file;
  private final SwitchCatalog catalog;
  private final Function<EntityId, Optional<String>> profileNames;
  private final Access usual;
  private final InstantSource clock;

  // Mutable state: nothing is known of the steps before they are loaded
  private volatile Predicate<String> hasSteps = steps -> true;

  /**
   * Switches whose file is not read yet.
   *
   * @param file may be missing, which means that nothing is set
   * @param lastGood where to keep it while it is good
   * @param profileNames the name of a profile that is there
   * @param usual what counts where the file says nothing; its platform may be {@link Access#AUTO}
   */
  public Switches(
      Path file,
      Path lastGood,
      SwitchCatalog catalog,
      Function<EntityId, Optional<String>> profileNames,
      Access usual,
      InstantSource clock) {
    this.file =
        new LiveFile<>(
            file,
            lastGood,
            "switches",
            (name, text) ->
                SwitchReader.read(name, text, folder(file), steps -> hasSteps.test(steps)),
            clock);
    this.catalog = catalog;
    this.profileNames = profileNames;
    this.usual = usual;
    this.clock = clock;
  }

  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /** What is wrong with a file of switches; empty when nothing is. */
  public static List<FileProblem> check(Path file) {
    return LiveFile.check(
        file, (name, text) -> SwitchReader.read(name, text, folder(file), steps -> true));
  }

  /**
   * What the names of step routes must end in for what a file says; empty when it is bad, which
   * {@link #check} tells.
   */
  public static Set<String> steps(Path file) {
    try {
      return LiveFile.read(
              file, (name, text) -> SwitchReader.read(name, text, folder(file), steps -> true))
          .steps();
    } catch (FileRefusedException e) {
      return Set.of();
    }
  }

  /**
   * Reads the file; when it is bad, what it said when it was last good.
   *
   * @throws FileRefusedException when the file is bad and there is no earlier one
   * @throws IOException when the earlier one cannot be read
   */
  public void load() throws FileRefusedException, IOException {
    file.load();
  }

  /** Follows the file from now on; {@code known} tells whether there are steps for a platform. */
  public void start(Predicate<String> known) {
    hasSteps = known;
    file.start();
  }

  /** Looks whether the file has changed; for those who cannot wait until it is looked at. */
  void look() {
    file.look();
  }

  /**
   * Which way a switch is reached. Its platform is {@link Access#AUTO} when nobody has set it and
   * it was not asked yet.
   */
  public Access access(SwitchAddress address, EntityId profileId) {
    return way(address, profileNames.apply(profileId));
  }

  private Access way(SwitchAddress address, Optional<String> profile) {
    Access set = file.value().access(address, profile, usual);
    return set.isToBeDetected()
        ? catalog.detected(address).map(known -> set.with(known.platform())).orElse(set)
        : set;
  }

  /** Whether the platform of a switch is only what it said, and not set by anybody. */
  public boolean isGuess(SwitchAddress address, EntityId profileId) {
    return file.value().access(address, profileNames.apply(profileId), usual).isToBeDetected();
  }

  /** Whether there are steps for a platform, such as {@code nvos}. */
  public boolean hasSteps(String steps) {
    return hasSteps.test(steps);
  }

  /** Remembers what a switch said it is. */
  public void detected(SwitchAddress address, String platform, String evidence) {
    catalog.remember(new DetectedPlatform(address, platform, evidence, now()));
    log.info("Switch {} is {}, as it said: {}", address, platform, evidence);
  }

  /** Forgets what a switch said it is; false when nothing was remembered. */
  public boolean forget(SwitchAddress address) {
    return catalog.forget(address);
  }

  /** A jump host by its name; empty when the file has it no more. */
  public Optional<JumpHost> jump(String name) {
    return Optional.ofNullable(file.value().jumps().get(name));
  }

  /** What is known of a switch; empty when nothing is, not even by the file. */
  public Optional<KnownSwitch> find(SwitchAddress address) {
    Optional<SeenSwitch> seen = catalog.find(address);
    return seen.map(this::known)
        .or(
            () ->
                file.value().saysPlatform(address, Optional.empty())
                    ? Optional.of(
                        known(
                            new SeenSwitch(
                                address, Optional.empty(), Optional.empty(), Optional.empty())))
                    : Optional.empty());
  }

  /**
   * The switches that were worked on, by their addresses.
   *
   * @param after the one that the list begins behind; empty begins at the first
   */
  public List<KnownSwitch> list(Optional<SwitchAddress> after, int limit) {
    return catalog.list(after, limit).stream().map(this::known).toList();
  }

  private KnownSwitch known(SeenSwitch seen) {
    Optional<String> profile = seen.last().flatMap(task -> profileNames.apply(task.profileId()));
    Access access = way(seen.address(), profile);
    return new KnownSwitch(access, source(seen, profile, access), seen);
  }

  private KnownSwitch.Source source(SeenSwitch seen, Optional<String> profile, Access access) {
    if (access.isToBeDetected()) {
      return KnownSwitch.Source.UNKNOWN;
    }
    if (file.value().access(seen.address(), profile, usual).isToBeDetected()) {
      return KnownSwitch.Source.DETECTED;
    }
    return file.value().saysPlatform(seen.address(), profile)
        ? KnownSwitch.Source.SET
        : KnownSwitch.Source.USUAL;
  }

  /** What the names of step routes must end in for every platform that is set. */
  public Set<String> steps() {
    return file.value().steps().stream()
        .filter(steps -> !steps.equals(Access.AUTO))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Since when what is set is at work. */
  public Instant loadedAt() {
    return file.loaded().at();
  }

  /** Whether it is not what the file says, but what it said when it was last good. */
  public boolean isFromLastGood() {
    return file.loaded().lastGood();
  }

  /** How many entries are at work. */
  public int entries() {
    return file.value().rules().size();
  }

  /** Why the file, as it is now, is not used; empty when it is. */
  public Optional<FileRefusal> refusal() {
    return file.refusal();
  }

  public Path file() {
    return file.file();
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  @Override
  public void close() {
    file.close();
  }
}
