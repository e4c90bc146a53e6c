package io.netdepot;

import io.netdepot.config.Settings;
import io.netdepot.http.Api;
import io.netdepot.http.ApiServer;
import io.netdepot.http.AuditFile;
import io.netdepot.http.FailedLogins;
import io.netdepot.http.LoginLimit;
import io.netdepot.nmx.NmxApi;
import io.netdepot.own.DeliveryCalls;
import io.netdepot.own.DeviceCalls;
import io.netdepot.own.EventCalls;
import io.netdepot.own.HostKeyCalls;
import io.netdepot.own.ImageRecords;
import io.netdepot.own.OperationCalls;
import io.netdepot.own.OwnApi;
import io.netdepot.own.PackageCalls;
import io.netdepot.own.QuarantineCalls;
import io.netdepot.own.RouteCalls;
import io.netdepot.own.ScheduleCalls;
import io.netdepot.own.SwitchCalls;
import io.netdepot.own.SyncCalls;
import io.netdepot.own.UpkeepCalls;
import io.netdepot.vmanage.DeviceDesk;
import io.netdepot.vmanage.DeviceLinks;
import io.netdepot.vmanage.ImageShelf;
import io.netdepot.vmanage.VmanageApi;
import java.io.IOException;
import java.util.List;

/**
 * The APIs and who may call them, wired.
 *
 * @param logins who may come in, also by other doors
 * @param server not started yet: the runtime starts it
 */
record Listener(ListenerTls tls, LoginLimit logins, ApiServer server) {

  /**
   * Nothing listens yet.
   *
   * @throws IOException when the certificate cannot be used
   */
  static Listener wire(
      Settings settings, Storage storage, Workflow work, AuditFile audit, Closing closing)
      throws IOException {
    ListenerTls tls = ListenerTls.open(settings, storage.data(), storage.clock(), closing);
    LoginLimit logins =
        new LoginLimit(
            new UserCheck(storage.users()),
            new FailedLogins(
                settings.logins().failedLogins(),
                settings.logins().failedLoginsWindow(),
                storage.clock()));
    ApiServer server =
        new ApiServer(
            settings.http(),
            settings.deviceHttp(),
            settings.uploads(),
            settings.events(),
            tls.options(),
            logins,
            audit,
            storage.clock(),
            List.of(
                nmx(storage, work),
                own(settings, storage, work),
                vmanage(settings, storage, work, logins)));
    return new Listener(tls, logins, server);
  }

  private static Api nmx(Storage storage, Workflow work) {
    return NmxApi.over(
        work.collection().operations(),
        new StoredPackages(storage.packages()),
        new RecordedProfiles(storage.profiles()));
  }

  private static Api own(Settings settings, Storage storage, Workflow work) {
    DeviceLinks links = new DeviceLinks(settings.deviceHttp().publicUrl());
    return OwnApi.of(
        List.of(
            new HostKeyCalls(
                new PinnedHostKeys(
                    new SwitchIdentities(
                        work.collection().hostKeys(), work.collection().rest().certificates()))),
            new OperationCalls(
                work.collection().operations(), storage.packages(), storage.quarantine()),
            new ImageRecords(
                storage.catalog().images(),
                storage.catalog().imageSyncs(),
                storage.catalog().blobChecks()),
            new SyncCalls(work.remote().syncs()),
            new DeliveryCalls(
                work.collection().deliveries().orders(),
                work.collection().operations(),
                links::base),
            new DeviceCalls(
                work.collection().devices().devices(), work.collection().devices().orders()),
            new RouteCalls(work.routes()),
            new PackageCalls(
                storage.packages(),
                storage.catalog().blobChecks(),
                work.upkeep().packages(),
                storage.clock()),
            new QuarantineCalls(storage.quarantine()),
            new EventCalls(work.events(), storage.clock()),
            new ScheduleCalls(work.schedules()),
            new SwitchCalls(work.collection().switches()),
            new UpkeepCalls(work.upkeep().expiry(), work.upkeep().scrubs())));
  }

  private static Api vmanage(Settings settings, Storage storage, Workflow work, LoginLimit logins) {
    return VmanageApi.over(
        settings.vmanage(),
        settings.deviceHttp(),
        logins,
        new ImageShelf(
            storage.images(),
            storage.servers(),
            new DeviceLinks(settings.deviceHttp().publicUrl()),
            work.remote().syncs()::demand,
            work.collection().deliveries().outgoing()),
        storage.spool(),
        new DeviceDesk(
            work.collection().devices().devices(),
            work.collection().devices().orders(),
            work.collection().operations(),
            storage.catalog().devices()),
        storage.clock());
  }
}
