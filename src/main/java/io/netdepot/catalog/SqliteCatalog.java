package io.netdepot.catalog;

import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import java.nio.file.Path;

/**
 * The catalog in one SQLite file. Thread-safe; callers may be virtual threads.
 *
 * <p>A call that cannot be done throws {@link CatalogFailure}. An interrupt does not end a call, so
 * its outcome is never in doubt; the thread's interrupt flag is kept.
 */
public final class SqliteCatalog implements Catalog {
  private final Database database;
  private final SqliteProfiles profiles;
  private final SqliteOperations operations;
  private final SqlitePackages packages;
  private final SqliteQuarantine quarantine;
  private final SqliteImages images;
  private final SqliteImageSyncs imageSyncs;
  private final SqliteRemoteServers remoteServers;
  private final SqliteEvents events;
  private final SqliteSecrets secrets;
  private final SqliteSchedules schedules;
  private final SqliteSwitches switches;
  private final SqliteDevices devices;
  private final SqliteReferences references;
  private final SqliteBlobChecks blobChecks;
  private final SqliteUpkeep upkeep;

  private SqliteCatalog(Database database) {
    this.database = database;
    this.profiles = new SqliteProfiles(database);
    this.operations = new SqliteOperations(database);
    this.packages = new SqlitePackages(database);
    this.quarantine = new SqliteQuarantine(database);
    this.images = new SqliteImages(database);
    this.imageSyncs = new SqliteImageSyncs(database);
    this.remoteServers = new SqliteRemoteServers(database);
    this.events = new SqliteEvents(database);
    this.secrets = new SqliteSecrets(database);
    this.schedules = new SqliteSchedules(database);
    this.switches = new SqliteSwitches(database);
    this.devices = new SqliteDevices(database);
    this.references = new SqliteReferences(database);
    this.blobChecks = new SqliteBlobChecks(database);
    this.upkeep = new SqliteUpkeep(database);
  }

  /**
   * Opens the catalog of a file, makes it (mode 0600) when there is none, and brings it to this
   * version's schema.
   *
   * @throws CatalogFailure when the file is no catalog, has a newer schema or cannot be written
   */
  public static SqliteCatalog open(Path file) {
    return new SqliteCatalog(Database.open(file));
  }

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

  @Override
  public BlobReferences references() {
    return references;
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
  public void ping() {
    database.ping();
  }

  @Override
  public boolean takesNew() {
    return database.takesNew();
  }

  @Override
  public void close() {
    database.close();
  }
}
