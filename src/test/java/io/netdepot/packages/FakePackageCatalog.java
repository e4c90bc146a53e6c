package io.netdepot.packages;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.store.BlobReferences;
import io.netdepot.store.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Records on the heap; {@link #add} can be made to fail, as when the database is full. */
final class FakePackageCatalog implements PackageCatalog, BlobReferences {
  private final Map<EntityId, StoredPackage> records = new LinkedHashMap<>();
  private boolean failing;

  synchronized void failFromNowOn(boolean fail) {
    failing = fail;
  }

  @Override
  public synchronized List<StoredPackage> list() {
    return records.values().stream()
        .sorted(Comparator.comparing(StoredPackage::id).reversed())
        .toList();
  }

  @Override
  public synchronized Optional<StoredPackage> find(EntityId id) {
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public Map<EntityId, StoredPackage> find(Collection<EntityId> ids) {
    return ids.stream()
        .distinct()
        .flatMap(id -> find(id).stream())
        .collect(Collectors.toMap(StoredPackage::id, stored -> stored));
  }

  @Override
  public synchronized Optional<StoredPackage> findByTask(EntityId taskId) {
    return records.values().stream().filter(stored -> stored.taskId().equals(taskId)).findAny();
  }

  @Override
  public synchronized StoredPackage add(StoredPackage stored) {
    if (failing) {
      throw new IllegalStateException("database or disk is full");
    }
    records.put(stored.id(), stored);
    return stored;
  }

  @Override
  public synchronized Optional<StoredPackage> remove(EntityId id) {
    return Optional.ofNullable(records.remove(id));
  }

  @Override
  public synchronized boolean refersTo(Sha256 digest) {
    return digests().contains(digest);
  }

  @Override
  public synchronized Set<Sha256> digests() {
    return records.values().stream().map(StoredPackage::digest).collect(Collectors.toSet());
  }

  @Override
  public synchronized Totals totals() {
    return new Totals(
        records.size(), records.values().stream().mapToLong(StoredPackage::size).sum());
  }
}
