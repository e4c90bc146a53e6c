package io.netdepot.catalog;

import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;

/** Everything that is recorded. */
public interface Catalog extends AutoCloseable {
  ProfileCatalog profiles();

  OperationCatalog operations();

  PackageCatalog packages();

  ImageCatalog images();

  ImageSyncCatalog imageSyncs();

  RemoteServerCatalog remoteServers();

  QuarantineCatalog quarantine();

  EventCatalog events();

  /** Every password in it, as it is kept. */
  SealedSecrets secrets();

  ScheduleCatalog schedules();

  SwitchCatalog switches();

  DeviceCatalog devices();

  /** Which blobs all of it needs. */
  BlobReferences references();

  /** What reading them again found. */
  BlobChecks blobChecks();

  /** How looking after it all went last. */
  UpkeepCatalog upkeep();

  /** Asks the database for a trivial answer; throws when it gives none. For health checks. */
  void ping();

  /**
   * Whether something new can be recorded. On a full disk it cannot: what room there is serves what
   * ends, and what is removed.
   */
  boolean takesNew();

  /** Waits for running calls, then closes the database. */
  @Override
  void close();
}
