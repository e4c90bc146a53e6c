package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The packages of an {@link InMemoryCatalog}. */
final class InMemoryPackages implements PackageCatalog {
  private static final Comparator<StoredPackage> NEWEST_FIRST =
      Comparator.comparing(StoredPackage::storedAt).thenComparing(StoredPackage::id).reversed();

  private final InMemoryCatalog catalog;
  private final Map<EntityId, StoredPackage> byId = new LinkedHashMap<>();

  InMemoryPackages(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<StoredPackage> list() {
    return catalog.call(() -> byId.values().stream().sorted(NEWEST_FIRST).toList());
  }

  @Override
  public List<StoredPackage> page(PackageFilter filter, Optional<PageEnd> after, int limit) {
    return list().stream()
        .filter(stored -> filter.address().map(stored.address()::equals).orElse(true))
        .filter(stored -> filter.operation().map(stored.operationId()::equals).orElse(true))
        .filter(stored -> filter.platform().map(stored.platform()::equals).orElse(true))
        .filter(stored -> filter.held().map(held -> held == stored.hold().isPresent()).orElse(true))
        .filter(stored -> filter.verified().map(verified(stored)::equals).orElse(true))
        .filter(stored -> filter.from().map(from -> !stored.storedAt().isBefore(from)).orElse(true))
        .filter(stored -> filter.to().map(to -> stored.storedAt().isBefore(to)).orElse(true))
        .filter(stored -> after.map(end -> isBelow(stored, end)).orElse(true))
        .limit(limit)
        .toList();
  }

  private Verified verified(StoredPackage stored) {
    return Verified.of(catalog.blobChecks().find(stored.digest()));
  }

  private static boolean isBelow(StoredPackage stored, PageEnd end) {
    int byTime = stored.storedAt().compareTo(end.at());
    return byTime < 0 || (byTime == 0 && stored.id().compareTo(end.id()) < 0);
  }

  @Override
  public Optional<StoredPackage> find(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Map<EntityId, StoredPackage> find(Collection<EntityId> ids) {
    return ids.stream()
        .distinct()
        .flatMap(id -> find(id).stream())
        .collect(Collectors.toMap(StoredPackage::id, stored -> stored));
  }

  @Override
  public Optional<StoredPackage> findByTask(EntityId taskId) {
    return catalog.call(
        () ->
            byId.values().stream()
                .filter(stored -> stored.taskId().equals(taskId))
                .min(NEWEST_FIRST));
  }

  @Override
  public StoredPackage add(StoredPackage stored) {
    return catalog.call(
        () -> {
          if (byId.containsKey(stored.id())) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          StoredPackage recorded = stored.named(freeName(stored.fileName()));
          byId.put(recorded.id(), recorded);
          return recorded;
        });
  }

  private String freeName(String wanted) {
    Set<String> taken =
        byId.values().stream().map(StoredPackage::fileName).collect(Collectors.toSet());
    FileName name = FileName.of(wanted);
    return Stream.concat(
            Stream.of(wanted), LongStream.iterate(2, n -> n + 1).mapToObj(name::numbered))
        .filter(candidate -> !taken.contains(candidate))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<StoredPackage> hold(EntityId id, Hold hold) {
    return catalog.call(
        () ->
            Optional.ofNullable(
                byId.computeIfPresent(
                    id,
                    (known, stored) ->
                        stored
                                .hold()
                                .filter(
                                    one ->
                                        hold.reason().isEmpty()
                                            || one.reason().equals(hold.reason()))
                                .isPresent()
                            ? stored
                            : stored.held(Optional.of(hold)))));
  }

  @Override
  public Optional<StoredPackage> release(EntityId id) {
    return catalog.call(
        () ->
            Optional.ofNullable(
                byId.computeIfPresent(id, (known, stored) -> stored.held(Optional.empty()))));
  }

  @Override
  public Removal remove(EntityId id) {
    return catalog.call(
        () -> {
          StoredPackage stored = byId.get(id);
          if (stored == null) {
            return new Removal.NotFound();
          }
          if (stored.hold().isPresent()) {
            return new Removal.Held(stored.hold().get());
          }
          byId.remove(id);
          return new Removal.Done(stored);
        });
  }

  @Override
  public Totals totals() {
    return catalog.call(
        () -> new Totals(byId.size(), byId.values().stream().mapToLong(StoredPackage::size).sum()));
  }
}
