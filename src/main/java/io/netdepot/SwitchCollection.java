package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.archive.ArchiveChecker;
import io.netdepot.collect.CollectJob;
import io.netdepot.collect.Collector;
import io.netdepot.collect.LostEnds;
import io.netdepot.collect.OperationSteps;
import io.netdepot.collect.PackageSteps;
import io.netdepot.collect.Recovery;
import io.netdepot.collect.SwitchJob;
import io.netdepot.collect.SwitchWays;
import io.netdepot.collect.SwitchWork;
import io.netdepot.collect.TaskRuns;
import io.netdepot.collect.TaskSteps;
import io.netdepot.collect.TryEnds;
import io.netdepot.collect.TryFiles;
import io.netdepot.config.Settings;
import io.netdepot.monitor.OperationMetrics;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.receive.NoReceiver;
import io.netdepot.receive.Receiver;
import io.netdepot.receive.ReceiverKey;
import io.netdepot.receive.SftpReceiver;
import io.netdepot.routes.StepRoutes;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.LoginSource;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.switches.Switches;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;

/**
 * How packages are fetched from switches, wired.
 *
 * @param task what step routes call for one switch
 * @param packageSteps what step routes call for one package
 * @param operationSteps what step routes call for one operation
 * @param deliveries the other way round: images onto switches
 * @param devices what is done to the software of devices
 */
record SwitchCollection(
    Settings settings,
    Storage storage,
    WorkSignal signal,
    LiveTasks live,
    Operations operations,
    HostKeys hostKeys,
    Switches switches,
    SwitchSessions sessions,
    RestApis rest,
    TaskRuns runs,
    TaskSteps task,
    PackageSteps packageSteps,
    OperationSteps operationSteps,
    ImageDeliveries deliveries,
    DeviceActions devices) {

  static SwitchCollection wire(
      Settings settings, Storage storage, MeterRegistry metrics, Closing closing)
      throws IOException, FileRefusedException {
    WorkSignal signal = new WorkSignal();
    LiveTasks live = new LiveTasks(storage.clock());
    Operations operations =
        new Operations(
            storage.catalog(),
            storage.ids(),
            storage.clock(),
            live,
            signal,
            new OperationMetrics(metrics));
    HostKeys hostKeys = new HostKeys(storage.data().knownHosts(), settings.ssh().hostKeys());
    Switches switches = KnownWays.open(settings, storage, closing);
    LoginSource logins = new ProfileLogins(storage.profiles(), settings.ssh());
    SwitchSessions sessions =
        closing.add(
            "ssh client",
            SwitchSessions.through(
                switches::jump,
                settings.ssh(),
                settings.collect(),
                hostKeys,
                logins,
                storage.spool()));
    ArchiveChecker checker = closing.add("archive checks", new ArchiveChecker(settings.collect()));
    TaskRuns runs = new TaskRuns();
    ImageDeliveries deliveries = ImageDeliveries.wire(settings, storage, operations);
    return new SwitchCollection(
        settings,
        storage,
        signal,
        live,
        operations,
        hostKeys,
        switches,
        sessions,
        RestApis.wire(settings, storage, logins, receiver(settings, storage, closing), metrics),
        runs,
        new TaskSteps(runs, operations),
        new PackageSteps(runs, checker, storage.spool(), storage.packages()),
        new OperationSteps(operations),
        deliveries,
        DeviceActions.open(settings, storage, operations, deliveries, closing));
  }

  private static Receiver receiver(Settings settings, Storage storage, Closing closing)
      throws IOException {
    if (settings.receiver().port().isEmpty()) {
      return new NoReceiver();
    }
    return closing.add(
        "receiver",
        SftpReceiver.start(
            settings.receiver(),
            settings.collect(),
            ReceiverKey.in(storage.data().receiverKey()),
            storage.spool()));
  }

  /**
   * Ends what a crash left unfinished, and makes ready to fetch; the step routes are loaded.
   *
   * @return not started yet
   */
  Collector open(StepRoutes routes, Closing closing) {
    TryEnds ends =
        new TryEnds(operations, settings.collect().tries(), settings.collect().retryDelay());
    SwitchJob collecting =
        new CollectJob(
            settings.collect(),
            runs,
            new TryFiles(storage.quarantine(), storage.spool()),
            storage.disk());
    SwitchWork work =
        new SwitchWork(
            new SwitchWays(switches),
            operations,
            ends,
            live,
            sessions,
            routes,
            task ->
                switch (operations.kind(task)) {
                  case COLLECTION -> collecting;
                  case DELIVERY -> deliveries.job();
                  case ACTION -> devices.job();
                });
    devices.devices().start();
    switches.start(steps -> routes.has("collect-" + steps));
    new Recovery(storage.catalog().packages(), operations, ends).run();
    return closing.add(
        "collector",
        new Collector(
            settings.collect(),
            sessions.limits(),
            operations,
            live,
            signal,
            work,
            new LostEnds(storage.catalog().packages(), operations, ends),
            routes));
  }
}
