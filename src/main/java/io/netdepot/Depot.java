package io.netdepot;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.archive.ArchiveChecker;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.RunningService;
import io.netdepot.cli.UserPasswords;
import io.netdepot.collect.Collector;
import io.netdepot.collect.LostEnds;
import io.netdepot.collect.OperationSteps;
import io.netdepot.collect.PackageSteps;
import io.netdepot.collect.Recovery;
import io.netdepot.collect.SwitchWork;
import io.netdepot.collect.TaskRuns;
import io.netdepot.collect.TaskSteps;
import io.netdepot.collect.TryEnds;
import io.netdepot.collect.TryFiles;
import io.netdepot.config.Settings;
import io.netdepot.events.EventFeed;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.http.ApiServer;
import io.netdepot.http.AuditFile;
import io.netdepot.http.FailedLogins;
import io.netdepot.http.LoginLimit;
import io.netdepot.images.ImageChecksums;
import io.netdepot.images.Images;
import io.netdepot.images.RemoteServers;
import io.netdepot.monitor.BlobsCheck;
import io.netdepot.monitor.CollectionBean;
import io.netdepot.monitor.DepotMetrics;
import io.netdepot.monitor.EventMetrics;
import io.netdepot.monitor.JmxBeans;
import io.netdepot.monitor.OperationMetrics;
import io.netdepot.monitor.RoutesCheck;
import io.netdepot.monitor.SchedulesCheck;
import io.netdepot.monitor.SyncMetrics;
import io.netdepot.monitor.UpkeepMetrics;
import io.netdepot.nmx.NmxApi;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.own.EventCalls;
import io.netdepot.own.HostKeyCalls;
import io.netdepot.own.ImageRecords;
import io.netdepot.own.OperationCalls;
import io.netdepot.own.OwnApi;
import io.netdepot.own.PackageCalls;
import io.netdepot.own.QuarantineCalls;
import io.netdepot.own.RouteCalls;
import io.netdepot.own.ScheduleCalls;
import io.netdepot.own.SyncCalls;
import io.netdepot.own.UpkeepCalls;
import io.netdepot.packages.Quarantine;
import io.netdepot.packages.QuarantineTimes;
import io.netdepot.packages.SupportPackages;
import io.netdepot.profile.Profiles;
import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RoutesRefusedException;
import io.netdepot.routes.StepRoutes;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduledSyncs;
import io.netdepot.schedule.Schedules;
import io.netdepot.schedule.SchedulesRefusedException;
import io.netdepot.sealing.SealingKey;
import io.netdepot.secret.Role;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretPurpose;
import io.netdepot.secret.Users;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import io.netdepot.upkeep.OldQuarantine;
import io.netdepot.vmanage.DeviceLinks;
import io.netdepot.vmanage.ImageShelf;
import io.netdepot.vmanage.VmanageApi;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service: every part, wired by its constructor, and the order in which they start and stop.
 */
final class Depot implements RunningService {
  private static final Logger log = LoggerFactory.getLogger(Depot.class);

  private final Settings settings;
  private final Closing closing;
  private final ApiServer server;
  private final Collector collector;

  // Mutable state
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Depot(Settings settings, Closing closing, ApiServer server, Collector collector) {
    this.settings = settings;
    this.closing = closing;
    this.server = server;
    this.collector = collector;
  }

  /**
   * Starts everything; returns when the API answers.
   *
   * @throws IOException when the data directory cannot be used or a port cannot be bound
   * @throws RoutesRefusedException when a route file is bad
   * @throws SchedulesRefusedException when the file of schedules is bad
   */
  static Depot start(Settings settings, UserPasswords passwords)
      throws IOException, RoutesRefusedException, SchedulesRefusedException {
    Closing closing = new Closing();
    try {
      return wire(settings, passwords, closing);
    } catch (IOException
        | RoutesRefusedException
        | SchedulesRefusedException
        | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static Depot wire(Settings settings, UserPasswords passwords, Closing closing)
      throws IOException, RoutesRefusedException, SchedulesRefusedException {
    Clock clock = Clock.systemUTC();
    EntityIdSource ids = new EntityIdSource(clock, new SecureRandom());

    closing.add("log file", LogFile.open(settings.log()));

    // What is kept
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
    Images images = new Images(catalog.images(), blobs, clock);
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

    // The work
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    WorkSignal signal = new WorkSignal();
    LiveTasks live = new LiveTasks(clock);
    Operations operations =
        new Operations(catalog, ids, clock, live, signal, new OperationMetrics(metrics));
    HostKeys hostKeys = new HostKeys(data.knownHosts(), settings.ssh().hostKeys());
    SwitchSessions sessions =
        closing.add(
            "ssh client",
            new SwitchSessions(
                settings.ssh(),
                settings.collect(),
                hostKeys,
                new ProfileLogins(profiles, settings.ssh()),
                spool));
    ArchiveChecker checker = closing.add("archive checks", new ArchiveChecker(settings.collect()));
    TaskRuns runs = new TaskRuns();
    RemoteImages remote =
        RemoteImages.wire(
            settings,
            closing,
            images,
            servers,
            catalog.imageSyncs(),
            hostKeys,
            spool,
            disk,
            ids,
            clock);
    AuditFile audit = closing.add("audit", new AuditFile(data.auditLog()));
    Upkeep upkeep =
        Upkeep.wire(
            settings,
            catalog,
            blobs,
            packages,
            operations,
            images,
            remote.syncs(),
            List.of(
                new OldQuarantine(quarantine),
                new OldAudit(settings.retention().auditAge(), audit)),
            disk,
            new UpkeepMetrics(metrics, catalog.blobChecks()),
            clock);
    StepSurroundings surroundings =
        Steps.surroundings(
            settings,
            Optional.of(sessions),
            new TaskSteps(runs, operations),
            new PackageSteps(runs, checker, spool, packages),
            new OperationSteps(operations),
            remote.steps(),
            remote.inbox(),
            Notices.wire(settings, closing, servers, packages, hostKeys, spool, ids),
            upkeep.retention(),
            upkeep.scrub());

    LiveRoutes liveRoutes =
        new LiveRoutes(
            settings.routes().directory(),
            data.lastGoodRoutes(),
            surroundings,
            Steps.rules(),
            clock);
    EventFeed events =
        closing.add("events", new EventFeed(catalog.events(), settings.events().keep()));

    Schedules schedules =
        closing.add(
            "schedules",
            Timetable.open(
                settings,
                data,
                catalog,
                operations,
                profiles,
                Map.of(
                    ScheduleKind.IMAGE_SYNC,
                    new ScheduledSyncs(remote.syncs()),
                    ScheduleKind.EXPIRE,
                    upkeep.expiry(),
                    ScheduleKind.SCRUB,
                    upkeep.scrubs()),
                metrics,
                ids,
                clock));

    // The runtime
    ListenerTls tls = ListenerTls.open(settings, data, clock, closing);
    LoginLimit logins =
        new LoginLimit(
            new UserCheck(users),
            new FailedLogins(
                settings.logins().failedLogins(), settings.logins().failedLoginsWindow(), clock));
    ApiServer server =
        new ApiServer(
            settings.http(),
            settings.deviceHttp(),
            settings.uploads(),
            settings.events(),
            tls.options(),
            logins,
            audit,
            clock,
            List.of(
                NmxApi.over(
                    operations, new StoredPackages(packages), new RecordedProfiles(profiles)),
                OwnApi.of(
                    List.of(
                        new HostKeyCalls(new PinnedHostKeys(hostKeys)),
                        new OperationCalls(operations, packages),
                        new ImageRecords(
                            catalog.images(), catalog.imageSyncs(), catalog.blobChecks()),
                        new SyncCalls(remote.syncs()),
                        new RouteCalls(liveRoutes),
                        new PackageCalls(packages, catalog.blobChecks(), upkeep.packages(), clock),
                        new QuarantineCalls(quarantine),
                        new EventCalls(events),
                        new ScheduleCalls(schedules),
                        new UpkeepCalls(upkeep.expiry(), upkeep.scrubs()))),
                VmanageApi.over(
                    settings.vmanage(),
                    settings.deviceHttp(),
                    logins,
                    new ImageShelf(
                        images,
                        servers,
                        new DeviceLinks(settings.deviceHttp().publicUrl()),
                        remote.syncs()::demand),
                    spool,
                    clock)));
    CamelRuntime runtime =
        closing.add(
            "runtime",
            new CamelRuntime(
                settings.management(),
                surroundings,
                server,
                metrics,
                Stream.of(
                        HealthChecks.of(catalog, health, disk, settings.store()),
                        tls.checks(),
                        List.of(new BlobsCheck(catalog.blobChecks())))
                    .<HealthCheck>flatMap(List::stream)
                    .toList()));
    CamelContext context = runtime.start();
    tls.start(metrics);
    closing.add("step routes", liveRoutes);
    StepRoutes routes = liveRoutes.start(context);
    HealthCheckRegistry.get(context).register(new RoutesCheck(liveRoutes));
    HealthCheckRegistry.get(context).register(new SchedulesCheck(schedules));
    liveRoutes.watch();

    TryEnds ends =
        new TryEnds(operations, settings.collect().tries(), settings.collect().retryDelay());
    SwitchWork work =
        new SwitchWork(
            settings.collect(),
            settings.ssh(),
            operations,
            ends,
            live,
            runs,
            sessions,
            routes,
            new TryFiles(quarantine, spool),
            disk);
    new Recovery(catalog.packages(), operations, ends).run();
    Collector collector =
        closing.add(
            "collector",
            new Collector(
                settings.collect(),
                sessions.limits(),
                operations,
                live,
                signal,
                work,
                new LostEnds(catalog.packages(), operations, ends),
                routes));
    SyncMetrics syncMetrics = new SyncMetrics(metrics, remote.syncs());
    remote.start(routes, syncMetrics, closing);
    upkeep.start(routes, closing);
    DepotMetrics.register(
        metrics, operations, live, collector, catalog.packages(), catalog.images(), disk);
    Monitoring.measure(settings.traces(), context, server, liveRoutes, metrics, closing);
    Monitoring.serveJolokia(settings.management(), runtime, logins, audit, clock, closing);
    Monitoring.expose(
        closing.add("JMX beans", new JmxBeans(ManagementFactory.getPlatformMBeanServer())),
        new CollectionBean(operations, live, catalog.packages(), collector),
        operations,
        remote.syncs(),
        liveRoutes,
        schedules,
        upkeep);
    events.start();
    EventMetrics.register(metrics, server.streams());
    collector.start();
    quarantineTimes.start();
    schedules.start();
    checksums.start();
    return new Depot(settings, closing, server, collector);
  }

  private static Map<String, Secret> given(UserPasswords passwords) {
    Map<String, Secret> given = new HashMap<>();
    passwords.readWrite().ifPresent(text -> given.put(Role.WRITE.user(), Secret.of(text)));
    passwords.readOnly().ifPresent(text -> given.put(Role.READ.user(), Secret.of(text)));
    return given;
  }

  @Override
  public URI address() {
    return settings.http().address(server.getPort());
  }

  @Override
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      awaitTheOther();
      return;
    }
    log.info("Stopping: no new work; running transfers may end");
    // Downloads and fetches get their time beside each other, not one after the other.
    Thread downloads = Thread.ofVirtual().name("stop-http").start(server::stop);
    collector.close();
    join(downloads);
    closing.close();
    log.info("Stopped");
    stopped.countDown();
  }

  // Whoever closed first, as a signal does, goes on closing.
  private void awaitTheOther() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
