package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The quarantined files of an {@link InMemoryCatalog}. */
final class InMemoryQuarantine implements QuarantineCatalog {
  private static final Comparator<QuarantinedFile> OLDEST_FIRST =
      Comparator.comparing(QuarantinedFile::at).thenComparing(QuarantinedFile::id);

  private final InMemoryCatalog catalog;
  private final Map<EntityId, QuarantinedFile> byId = new LinkedHashMap<>();

  InMemoryQuarantine(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<QuarantinedFile> list() {
    return catalog.call(() -> byId.values().stream().sorted(OLDEST_FIRST.reversed()).toList());
  }

  @Override
  public List<QuarantinedFile> page(
      Optional<SwitchAddress> address,
      Optional<EntityId> operation,
      Optional<PageEnd> after,
      int limit) {
    return list().stream()
        .filter(file -> address.map(file.address()::equals).orElse(true))
        .filter(file -> operation.map(file.operationId()::equals).orElse(true))
        .filter(file -> after.map(end -> isBelow(file, end)).orElse(true))
        .limit(limit)
        .toList();
  }

  private static boolean isBelow(QuarantinedFile file, PageEnd end) {
    int byTime = file.at().compareTo(end.at());
    return byTime < 0 || (byTime == 0 && file.id().compareTo(end.id()) < 0);
  }

  @Override
  public Optional<QuarantinedFile> find(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Optional<QuarantinedFile> findByTask(EntityId taskId) {
    return list().stream().filter(file -> file.taskId().equals(taskId)).findFirst();
  }

  @Override
  public Optional<QuarantinedFile> put(QuarantinedFile file) {
    return catalog.call(
        () -> {
          Optional<QuarantinedFile> before = findByTask(file.taskId());
          if (byId.containsKey(file.id())
              && before.map(one -> !one.id().equals(file.id())).orElse(true)) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          before.ifPresent(one -> byId.remove(one.id()));
          byId.put(file.id(), file);
          return before;
        });
  }

  @Override
  public Optional<QuarantinedFile> remove(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(byId.remove(id)));
  }

  @Override
  public List<QuarantinedFile> expired(Instant now) {
    return catalog.call(
        () ->
            byId.values().stream()
                .filter(file -> !file.expires().isAfter(now))
                .sorted(
                    Comparator.comparing(QuarantinedFile::expires)
                        .thenComparing(QuarantinedFile::id))
                .toList());
  }

  @Override
  public List<QuarantinedFile> madeGood() {
    return catalog.call(
        () ->
            byId.values().stream()
                .filter(file -> catalog.packages().findByTask(file.taskId()).isPresent())
                .sorted(OLDEST_FIRST)
                .toList());
  }

  @Override
  public Optional<QuarantinedFile> oldest(EntityId otherThan) {
    return list().reversed().stream().filter(file -> !file.taskId().equals(otherThan)).findFirst();
  }

  @Override
  public Optional<Instant> nextExpiry() {
    return list().stream().map(QuarantinedFile::expires).min(Comparator.naturalOrder());
  }

  @Override
  public Totals totals() {
    return catalog.call(
        () ->
            new Totals(byId.size(), byId.values().stream().mapToLong(QuarantinedFile::size).sum()));
  }
}
