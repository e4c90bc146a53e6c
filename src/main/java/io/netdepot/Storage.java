package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.UserPasswords;
import io.netdepot.config.Settings;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.images.ImageChecksums;
import io.netdepot.images.Images;
import io.netdepot.images.RemoteServers;
import io.netdepot.packages.Quarantine;
import io.netdepot.packages.QuarantineTimes;
import io.netdepot.packages.SupportPackages;
import io.netdepot.profile.Profiles;
import io.netdepot.sealing.SealingKey;
import io.netdepot.secret.Role;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretPurpose;
import io.netdepot.secret.Users;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * What is kept, wired: the data directory and all that lives in it.
 *
 * @param ids the ids of all that is new
 * @param clock the time of all that is written down
 */
record Storage(
    DataLayout data,
    Catalog catalog,
    StoreHealth health,
    DiskGuard disk,
    Spool spool,
    KeptBlobs blobs,
    SupportPackages packages,
    Quarantine quarantine,
    QuarantineTimes quarantineTimes,
    Images images,
    ImageChecksums checksums,
    RemoteServers servers,
    Users users,
    Profiles profiles,
    EntityIdSource ids,
    Clock clock) {

  /**
   * Opens the data directory; what a crash left behind has been swept.
   *
   * @throws IOException when it cannot be used
   */
  static Storage open(Settings settings, UserPasswords passwords, Clock clock, Closing closing)
      throws IOException {
    EntityIdSource ids = new EntityIdSource(clock, new SecureRandom());
    DataLayout data = closing.add("data directory", DataLayout.open(settings.store().data()));
    Catalog catalog = closing.add("catalog", SqliteCatalog.open(data.catalog()));
    StoreHealth health = new StoreHealth();
    DiskGuard disk = new DiskGuard(data, settings.store());
    Spool spool = new Spool(data, disk, health);
    SecretKey secretKey = new SealingKey(data, catalog.secrets()).open();
    KeptBlobs blobs =
        new KeptBlobs(
            new FileBlobStore(data, health), spool, catalog.references(), catalog.blobChecks());
    SupportPackages packages = new SupportPackages(catalog.packages(), blobs, ids, clock);
    Quarantine quarantine =
        new Quarantine(settings.quarantine(), catalog.quarantine(), blobs, ids, clock);
    Images images = new Images(catalog.images(), blobs, catalog.operations()::deliveriesOf, clock);
    QuarantineTimes quarantineTimes =
        closing.add(
            "quarantine", new QuarantineTimes(quarantine, settings.quarantine().age(), clock));
    ImageChecksums checksums = closing.add("image checksums", new ImageChecksums(images, blobs));
    RemoteServers servers =
        new RemoteServers(
            catalog.remoteServers(), SecretPurpose.REMOTE_SERVER.box(secretKey), clock);
    new StoreSweep(blobs, packages, quarantine, images).run();
    Users users = Users.open(data.users(), data.initialPasswords(), given(passwords));
    Profiles profiles = new Profiles(catalog.profiles(), SecretPurpose.PROFILE.box(secretKey), ids);
    profiles.ensureDefault();
    return new Storage(
        data,
        catalog,
        health,
        disk,
        spool,
        blobs,
        packages,
        quarantine,
        quarantineTimes,
        images,
        checksums,
        servers,
        users,
        profiles,
        ids,
        clock);
  }

  private static Map<String, Secret> given(UserPasswords passwords) {
    Map<String, Secret> given = new HashMap<>();
    passwords.readWrite().ifPresent(text -> given.put(Role.WRITE.user(), Secret.of(text)));
    passwords.readOnly().ifPresent(text -> given.put(Role.READ.user(), Secret.of(text)));
    return given;
  }

  /** From now on what lies too long in the quarantine goes, and checksums are worked out. */
  void start() {
    quarantineTimes.start();
    checksums.start();
  }
}
