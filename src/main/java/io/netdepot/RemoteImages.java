package io.netdepot;

import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.config.DataSize;
import io.netdepot.config.Settings;
import io.netdepot.config.SyncSettings;
import io.netdepot.images.Images;
import io.netdepot.images.RemoteServers;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.InboxSteps;
import io.netdepot.imagesync.Places;
import io.netdepot.imagesync.SyncListener;
import io.netdepot.imagesync.SyncRuns;
import io.netdepot.imagesync.SyncSteps;
import io.netdepot.imagesync.SyncWork;
import io.netdepot.routes.StepRoutes;
import io.netdepot.source.AddressRules;
import io.netdepot.source.HttpSource;
import io.netdepot.source.RemoteSources;
import io.netdepot.source.SshSource;
import io.netdepot.ssh.HostKeys;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.time.Clock;

/**
 * How images come here without being uploaded, wired.
 *
 * @param steps what step routes call
 * @param inbox what step routes call for the inbox
 */
record RemoteImages(
    SyncSettings settings,
    ImageSyncs syncs,
    SyncSteps steps,
    InboxSteps inbox,
    ImageSyncCatalog records,
    Spool spool,
    Clock clock) {

  static RemoteImages wire(Settings settings, Storage storage, HostKeys hostKeys, Closing closing)
      throws IOException {
    Images images = storage.images();
    RemoteServers servers = storage.servers();
    ImageSyncCatalog records = storage.catalog().imageSyncs();
    Spool spool = storage.spool();
    Clock clock = storage.clock();
    SyncSettings sync = settings.sync();
    DataSize maxSize = settings.uploads().maxSize();
    AddressRules rules = new AddressRules(sync.allow());
    HttpSource http =
        closing.add(
            "http client", new HttpSource(sync, maxSize, rules, spool, storage.disk(), clock));
    SshSource ssh =
        closing.add(
            "ssh client for images",
            new SshSource(sync, maxSize, settings.ssh(), hostKeys, rules, spool, storage.ids()));
    SyncRuns runs = new SyncRuns();
    InboxSteps inbox = new InboxSteps(sync.inboxDirectory(), maxSize, images, spool, clock);
    if (sync.inbox()) {
      InboxSteps.open(inbox);
    }
    return new RemoteImages(
        sync,
        new ImageSyncs(sync, images, records, runs, clock),
        new SyncSteps(
            runs,
            sync,
            new RemoteSources(http, ssh),
            new Places(servers::find, servers::login),
            images,
            records,
            spool),
        inbox,
        records,
        spool,
        clock);
  }

  /** Begins what is due; the step routes are loaded. */
  void start(StepRoutes routes, SyncListener listener, Closing closing) {
    closing.add("image syncs", syncs);
    syncs.start(new SyncWork(settings, routes, records, listener, spool, clock));
  }
}
