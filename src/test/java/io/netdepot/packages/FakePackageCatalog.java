package io.netdepot.packages;

import io.netdepot.catalog.Hold;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.PackageFilter;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.store.BlobReferences;
import io.netdepot.store.Sha256;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records on the heap; {@link #add} can be made to fail, as when the database is full. */
final class FakePackageCatalog implements PackageCatalog, BlobReferences {
  private final InMemoryCatalog records = new InMemoryCatalog();
  private volatile boolean failing;

  void failFromNowOn(boolean fail) {
    failing = fail;
  }

  @Override
  public List<StoredPackage> list() {
    return records.packages().list();
  }

  @Override
  public List<StoredPackage> page(PackageFilter filter, Optional<PageEnd> after, int limit) {
    return records.packages().page(filter, after, limit);
  }

  @Override
  public Optional<StoredPackage> find(EntityId id) {
    return records.packages().find(id);
  }

  @Override
  public Map<EntityId, StoredPackage> find(Collection<EntityId> ids) {
    return records.packages().find(ids);
  }

  @Override
  public Optional<StoredPackage> findByTask(EntityId taskId) {
    return records.packages().findByTask(taskId);
  }

  @Override
  public StoredPackage add(StoredPackage stored) {
    if (failing) {
      throw new IllegalStateException("database or disk is full");
    }
    return records.packages().add(stored);
  }

  @Override
  public Optional<StoredPackage> hold(EntityId id, Hold hold) {
    return records.packages().hold(id, hold);
  }

  @Override
  public Optional<StoredPackage> release(EntityId id) {
    return records.packages().release(id);
  }

  @Override
  public Removal remove(EntityId id) {
    return records.packages().remove(id);
  }

  @Override
  public boolean refersTo(Sha256 digest) {
    return records.references().refersTo(digest);
  }

  @Override
  public Set<Sha256> digests() {
    return records.references().digests();
  }

  @Override
  public Totals totals() {
    return records.packages().totals();
  }
}
