package io.netdepot.upkeep;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.RetentionSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.Operations;
import io.netdepot.packages.SupportPackages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Packages that are too old, too many or too large. One that somebody holds stays, and so does one
 * whose operation still runs: a collection must not take its own packages away.
 */
public final class OldPackages implements Retained {
  private final PackageRules rules;
  private final SupportPackages packages;
  private final Operations operations;
  private final LongSupplier usableBytes;

  /**
   * Packages by these rules.
   *
   * @param usableBytes the room for new files
   */
  public OldPackages(
      RetentionSettings settings,
      SupportPackages packages,
      Operations operations,
      LongSupplier usableBytes) {
    this.rules = new PackageRules(settings);
    this.packages = packages;
    this.operations = operations;
    this.usableBytes = usableBytes;
  }

  @Override
  public Leaving.Kind kind() {
    return Leaving.Kind.PACKAGE;
  }

  @Override
  public List<Leaving> plan(Instant now) {
    if (!rules.isOn()) {
      return List.of();
    }
    Set<EntityId> running = operations.unfinished();
    return rules.plan(
        packages.list(),
        stored -> stored.hold().isEmpty() && !running.contains(stored.operationId()),
        usableBytes.getAsLong(),
        now);
  }

  /**
   * When packages go by the present rules, and by which; one without an entry stays for now.
   *
   * @param asked some packages
   */
  public Map<EntityId, Expiration> expirations(List<StoredPackage> asked, Instant now) {
    Map<String, Leaving> next =
        plan(now).stream().collect(Collectors.toMap(Leaving::id, leaving -> leaving));
    return asked.stream()
        .flatMap(stored -> expiration(stored, next, now).stream())
        .collect(Collectors.toMap(Expiration::id, expiration -> expiration));
  }

  private Optional<Expiration> expiration(
      StoredPackage stored, Map<String, Leaving> next, Instant now) {
    if (stored.hold().isPresent()) {
      return Optional.empty();
    }
    Optional<Leaving> leaving = Optional.ofNullable(next.get(stored.id().value()));
    return leaving
        .map(soon -> new Expiration(stored.id(), now, soon.rule()))
        .or(
            () ->
                rules
                    .tooOldAt(stored)
                    .map(at -> new Expiration(stored.id(), at, PackageRules.AGE)));
  }

  @Override
  public Removal remove(Leaving leaving) {
    return switch (packages.delete(new EntityId(leaving.id()))) {
      case PackageCatalog.Removal.Done done -> Removal.GONE;
      case PackageCatalog.Removal.Held held -> Removal.KEPT;
      case PackageCatalog.Removal.NotFound none -> Removal.MISSING;
    };
  }
}
