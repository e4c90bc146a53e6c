package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A catalog that forgets everything; keeps the same contract as the one on disk. Thread-safe. */
public final class InMemoryCatalog implements Catalog {
  private final ReentrantLock lock = new ReentrantLock();
  private final InMemoryProfiles profiles = new InMemoryProfiles(this);
  private final InMemoryOperations operations = new InMemoryOperations(this);
  private final InMemoryPackages packages = new InMemoryPackages(this);

  // Mutable state, guarded by the lock
  private boolean closed;

  @Override
  public ProfileCatalog profiles() {
    return profiles;
  }

  @Override
  public OperationCatalog operations() {
    return operations;
  }

  @Override
  public PackageCatalog packages() {
    return packages;
  }

  @Override
  public void ping() {
    call(() -> true);
  }

  /** Whether there is a profile; within a call. */
  boolean knows(EntityId profileId) {
    return profiles.knows(profileId);
  }

  /** Whether an unfinished task uses a profile; within a call. */
  boolean uses(EntityId profileId) {
    return operations.uses(profileId);
  }

  /** One transaction: every call of every part goes through here. */
  <T> T call(Supplier<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw CatalogFailure.closed();
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
