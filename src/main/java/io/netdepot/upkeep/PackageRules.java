package io.netdepot.upkeep;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.Durations;
import io.netdepot.config.RetentionSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides which packages go: by age, by how many of a switch, by all their bytes, by free room. */
final class PackageRules {
  static final String AGE = "packages.keep-age";
  static final String PER_SWITCH = "packages.keep-per-switch";
  static final String BYTES = "packages.keep-bytes";
  static final String FREE = "packages.keep-free";

  private static final Comparator<StoredPackage> NEWEST_FIRST =
      Comparator.comparing(StoredPackage::storedAt).thenComparing(StoredPackage::id).reversed();

  private final RetentionSettings settings;

  PackageRules(RetentionSettings settings) {
    this.settings = settings;
  }

  /** Whether any of the rules is on. */
  boolean isOn() {
    return hasAge()
        || settings.packagesPerSwitch() > 0
        || settings.packageBytes().bytes() > 0
        || settings.freeRoom().bytes() > 0;
  }

  private boolean hasAge() {
    return settings.packageAge().isPositive();
  }

  /** When a package gets too old; empty when no age is set. */
  Optional<Instant> tooOldAt(StoredPackage stored) {
    return hasAge() ? Optional.of(stored.storedAt().plus(settings.packageAge())) : Optional.empty();
  }

  /**
   * What goes, the oldest first.
   *
   * @param all every package
   * @param mayGo whether a package may go at all; one that may not still takes room
   * @param usableBytes the room for new files at this moment
   */
  List<Leaving> plan(
      List<StoredPackage> all, Predicate<StoredPackage> mayGo, long usableBytes, Instant now) {
    if (!isOn()) {
      return List.of();
    }
    Choice choice = new Choice(all.stream().sorted(NEWEST_FIRST).toList(), mayGo);
    tooOld(choice, now);
    tooMany(choice);
    tooLarge(choice);
    tooLittleRoom(choice, usableBytes);
    return choice.oldestFirst();
  }

  private void tooOld(Choice choice, Instant now) {
    if (!hasAge()) {
      return;
    }
    for (StoredPackage stored : choice.newestFirst) {
      if (!stored.storedAt().plus(settings.packageAge()).isAfter(now)) {
        Duration age = Duration.between(stored.storedAt(), now);
        choice.add(
            stored,
            AGE,
            "It is %s old, and packages are kept for %s"
                .formatted(rounded(age), Durations.format(settings.packageAge())));
      }
    }
  }

  private static String rounded(Duration age) {
    return age.toDays() > 0
        ? Durations.format(Duration.ofDays(age.toDays()))
        : Durations.format(Duration.ofSeconds(age.toSeconds()));
  }

  private void tooMany(Choice choice) {
    if (settings.packagesPerSwitch() == 0) {
      return;
    }
    Map<SwitchAddress, Integer> newer = new HashMap<>();
    for (StoredPackage stored : choice.newestFirst) {
      if (!choice.mayGo.test(stored)) {
        continue;
      }
      int before = newer.merge(stored.address(), 1, Integer::sum) - 1;
      if (before >= settings.packagesPerSwitch()) {
        choice.add(
            stored,
            PER_SWITCH,
            "The switch %s has %d newer packages here, and %d are kept"
                .formatted(stored.address(), before, settings.packagesPerSwitch()));
      }
    }
  }

  private void tooLarge(Choice choice) {
    long most = settings.packageBytes().bytes();
    if (most == 0) {
      return;
    }
    for (StoredPackage oldest : choice.newestFirst.reversed()) {
      if (choice.bytesThatStay() <= most) {
        return;
      }
      choice.add(
          oldest,
          BYTES,
          "All packages have %s together, and %s are kept"
              .formatted(readable(choice.bytesThatStay()), settings.packageBytes()));
    }
  }

  private void tooLittleRoom(Choice choice, long usableBytes) {
    long least = settings.freeRoom().bytes();
    if (least == 0) {
      return;
    }
    for (StoredPackage oldest : choice.newestFirst.reversed()) {
      if (usableBytes + choice.bytesThatGo() >= least) {
        return;
      }
      choice.add(
          oldest,
          FREE,
          "The room for new files is %s, and %s are to be free"
              .formatted(readable(usableBytes + choice.bytesThatGo()), settings.freeRoom()));
    }
  }

  private static String readable(long bytes) {
    long mib = bytes >> 20;
    return (mib > 0 ? DataSize.ofMib(mib) : new DataSize(Math.max(0, bytes))).toString();
  }

  /**
   * What goes so far. Equal content is one blob, and takes its room until its last package goes.
   */
  private static final class Choice {
    private final List<StoredPackage> newestFirst;
    private final Predicate<StoredPackage> mayGo;
    private final Map<EntityId, Leaving> leaving = new LinkedHashMap<>();
    private final Map<Sha256, Integer> needs = new HashMap<>();
    private long staying;
    private long going;

    Choice(List<StoredPackage> newestFirst, Predicate<StoredPackage> mayGo) {
      this.newestFirst = newestFirst;
      this.mayGo = mayGo;
      for (StoredPackage stored : newestFirst) {
        if (needs.merge(stored.digest(), 1, Integer::sum) == 1) {
          staying += stored.size();
        }
      }
    }

    long bytesThatStay() {
      return staying;
    }

    long bytesThatGo() {
      return going;
    }

    void add(StoredPackage stored, String rule, String why) {
      if (leaving.containsKey(stored.id()) || !mayGo.test(stored)) {
        return;
      }
      leaving.put(
          stored.id(),
          new Leaving(
              Leaving.Kind.PACKAGE,
              stored.id().value(),
              stored.fileName(),
              stored.size(),
              stored.storedAt(),
              rule,
              why));
      if (needs.merge(stored.digest(), -1, Integer::sum) == 0) {
        staying -= stored.size();
        going += stored.size();
      }
    }

    List<Leaving> oldestFirst() {
      return newestFirst.reversed().stream()
          .map(stored -> Optional.ofNullable(leaving.get(stored.id())))
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
