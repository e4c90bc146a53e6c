package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import io.netdepot.store.InMemoryBlobChecks;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A catalog that forgets everything; keeps the same contract as the one on disk. Thread-safe. */
public final class InMemoryCatalog implements Catalog {
  private final ReentrantLock lock = new ReentrantLock();
  private final InMemoryProfiles profiles = new InMemoryProfiles(this);
  private final InMemoryOperations operations = new InMemoryOperations(this);
  private final InMemoryPackages packages = new InMemoryPackages(this);
  private final InMemoryQuarantine quarantine = new InMemoryQuarantine(this);
  private final InMemoryImages images = new InMemoryImages(this);
  private final InMemoryImageSyncs imageSyncs = new InMemoryImageSyncs(this);
  private final InMemoryEvents events = new InMemoryEvents(this);
  private final InMemorySchedules schedules = new InMemorySchedules(this);
  private final InMemorySwitches switches = new InMemorySwitches(this, operations);
  private final InMemoryDevices devices = new InMemoryDevices(this, operations);
  private final InMemoryRemoteServers remoteServers = new InMemoryRemoteServers(this);
  private final BlobChecks blobChecks = new InMemoryBlobChecks(new InMemoryReferences(this));
  private final InMemorySecrets secrets = new InMemorySecrets(this);
  private final InMemoryUpkeep upkeep = new InMemoryUpkeep(this);

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
  public QuarantineCatalog quarantine() {
    return quarantine;
  }

  @Override
  public ImageCatalog images() {
    return images;
  }

  @Override
  public ImageSyncCatalog imageSyncs() {
    return imageSyncs;
  }

  @Override
  public RemoteServerCatalog remoteServers() {
    return remoteServers;
  }

  @Override
  public EventCatalog events() {
    return events;
  }

  @Override
  public SealedSecrets secrets() {
    return secrets;
  }

  @Override
  public ScheduleCatalog schedules() {
    return schedules;
  }

  @Override
  public SwitchCatalog switches() {
    return switches;
  }

  @Override
  public DeviceCatalog devices() {
    return devices;
  }

  /** Ends the runs of an operation; within a call. */
  void operationEnded(EntityId operation, OperationState state, Instant at) {
    schedules.operationEnded(operation, state, at);
  }

  @Override
  public BlobReferences references() {
    return new InMemoryReferences(this);
  }

  @Override
  public BlobChecks blobChecks() {
    return blobChecks;
  }

  @Override
  public UpkeepCatalog upkeep() {
    return upkeep;
  }

  @Override
  public boolean takesNew() {
    return true;
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

  /** Whether an image comes from a server; within a call. */
  boolean comeFrom(ServerId server) {
    return images.comeFrom(server);
  }

  /** Forgets how syncs of an image went; within a call. */
  void forgetSync(ImageId image) {
    imageSyncs.forget(image);
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
