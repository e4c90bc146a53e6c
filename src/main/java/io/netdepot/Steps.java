package io.netdepot;

import io.netdepot.archive.ArchiveChecker;
import io.netdepot.collect.OperationSteps;
import io.netdepot.collect.PackageSteps;
import io.netdepot.collect.TaskRuns;
import io.netdepot.collect.TaskSteps;
import io.netdepot.config.Settings;
import io.netdepot.delivery.BuildNames;
import io.netdepot.delivery.DeliveryRuns;
import io.netdepot.delivery.DeliverySteps;
import io.netdepot.delivery.InstallSteps;
import io.netdepot.devices.DeviceLog;
import io.netdepot.devices.DeviceRuns;
import io.netdepot.devices.DeviceSteps;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.images.Images;
import io.netdepot.imagesync.InboxSteps;
import io.netdepot.imagesync.Places;
import io.netdepot.imagesync.SyncRuns;
import io.netdepot.imagesync.SyncSteps;
import io.netdepot.imagesync.SyncWork;
import io.netdepot.nvue.NvueComponent;
import io.netdepot.nvue.NvueSwitches;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.packages.SupportPackages;
import io.netdepot.routes.RouteRule;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.source.RemoteFiles;
import io.netdepot.ssh.SshRouteRules;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.ssh.SwitchSshComponent;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import io.netdepot.switches.Switches;
import io.netdepot.upkeep.RetentionSteps;
import io.netdepot.upkeep.ScrubSteps;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What step routes find around them, at work and while they are only being checked. */
final class Steps {
  private Steps() {}

  static List<RouteRule> rules() {
    return List.of(SshRouteRules::check);
  }

  static StepSurroundings surroundings(
      Settings settings,
      Optional<SwitchSessions> sessions,
      Optional<NvueSwitches> rest,
      StepBeans beans,
      Supplier<Set<String>> platforms) {
    Function<EntityId, Optional<SwitchSession>> session =
        id -> sessions.flatMap(known -> known.of(id));
    return new StepSurroundings(
        settings.placeholders(),
        context -> {
          SwitchSshComponent.bind(context, session);
          NvueComponent.bind(context, rest, session);
        },
        beans.named(),
        () -> seams(settings, platforms.get()),
        settings.routes().components(),
        settings.routes().closed());
  }

  private static Set<String> seams(Settings settings, Set<String> platforms) {
    Set<String> seams = KnownWays.seams(settings, platforms);
    seams.add(SyncWork.ENTRY);
    seams.add(DeliverySteps.ENTRY);
    seams.add(DeviceSteps.ENTRY);
    return seams;
  }

  /** The same while routes are only being checked. */
  static StepSurroundings forChecking(Settings settings) {
    return surroundings(
        settings,
        Optional.empty(),
        Optional.empty(),
        idle(settings),
        () -> Switches.steps(settings.switches().file()));
  }

  /** Beans over a catalog that nobody may ask: checking routes opens no data directory. */
  private static StepBeans idle(Settings settings) {
    Clock clock = Clock.systemUTC();
    EntityIdSource ids = new EntityIdSource(clock, new Random());
    IdleCatalog catalog = new IdleCatalog();
    DataLayout data = DataLayout.beside(settings.store().data());
    StoreHealth health = new StoreHealth();
    Spool spool = new Spool(data, new DiskGuard(settings.store(), () -> 0, () -> 0), health);
    Operations operations =
        new Operations(
            catalog, ids, clock, new LiveTasks(clock), new WorkSignal(), OperationListener.NONE);
    KeptBlobs blobs =
        new KeptBlobs(
            new FileBlobStore(data, health), spool, catalog.references(), catalog.blobChecks());
    Images images = new Images(catalog.images(), blobs, id -> List.of(), clock);
    TaskRuns runs = new TaskRuns();
    return new StepBeans(
        new TaskSteps(runs, operations),
        new PackageSteps(
            runs,
            new ArchiveChecker(settings.collect()),
            spool,
            new SupportPackages(catalog.packages(), blobs, ids, clock)),
        new OperationSteps(operations),
        new SyncSteps(
            new SyncRuns(),
            settings.sync(),
            IdleCatalog.idle(RemoteFiles.class),
            new Places(server -> Optional.empty(), server -> Optional.empty()),
            images,
            catalog.imageSyncs(),
            spool),
        new InboxSteps(
            settings.sync().inboxDirectory(), settings.uploads().maxSize(), images, spool, clock),
        Notices.forChecking(settings, ids),
        new RetentionSteps(List.of(), clock),
        new ScrubSteps(
            blobs,
            catalog.references(),
            catalog.upkeep(),
            images,
            image -> false,
            (found, bytes) -> {},
            clock),
        new DeliverySteps(settings.deliver(), new DeliveryRuns()),
        new InstallSteps(settings.deliver(), new DeliveryRuns()),
        new DeviceSteps(
            new DeviceRuns(),
            new DeviceLog(catalog.devices(), clock),
            new BuildNames(settings.deliver().buildPattern())));
  }
}
