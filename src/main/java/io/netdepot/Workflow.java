package io.netdepot;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.collect.Collector;
import io.netdepot.config.Settings;
import io.netdepot.devices.FirstLooks;
import io.netdepot.events.EventFeed;
import io.netdepot.events.RouteEvents;
import io.netdepot.http.AuditFile;
import io.netdepot.monitor.SyncMetrics;
import io.netdepot.monitor.UpkeepMetrics;
import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RoutesRefusedException;
import io.netdepot.routes.StepRoutes;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.schedule.ScheduleKind;
import io.netdepot.schedule.ScheduledSyncs;
import io.netdepot.schedule.Schedules;
import io.netdepot.upkeep.OldQuarantine;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * The work, wired: what is fetched, looked after and told, by whose routes and at what times.
 *
 * @param surroundings what step routes find around them
 * @param routes the steps as their authors have them now
 */
record Workflow(
    SwitchCollection collection,
    RemoteImages remote,
    Upkeep upkeep,
    StepSurroundings surroundings,
    LiveRoutes routes,
    EventFeed events,
    Schedules schedules) {

  /**
   * Nothing begins yet.
   *
   * @throws FileRefusedException when the file of schedules is bad
   */
  static Workflow wire(
      Settings settings,
      Storage storage,
      AuditFile audit,
      PrometheusMeterRegistry metrics,
      Closing closing)
      throws IOException, FileRefusedException {
    SwitchCollection collection = SwitchCollection.wire(settings, storage, metrics, closing);
    RemoteImages remote = RemoteImages.wire(settings, storage, collection.hostKeys(), closing);
    Upkeep upkeep =
        Upkeep.wire(
            settings,
            storage,
            collection.operations(),
            remote.syncs(),
            List.of(
                new OldQuarantine(storage.quarantine()),
                new OldAudit(settings.retention().auditAge(), audit)),
            new UpkeepMetrics(metrics, storage.catalog().blobChecks()));
    StepSurroundings surroundings =
        Steps.surroundings(
            settings,
            Optional.of(collection.sessions()),
            Optional.of(collection.rest().switches()),
            new StepBeans(
                collection.task(),
                collection.packageSteps(),
                collection.operationSteps(),
                remote.steps(),
                remote.inbox(),
                Notices.wire(settings, storage, collection.hostKeys(), closing),
                upkeep.retention(),
                upkeep.scrub(),
                collection.deliveries().steps(),
                collection.deliveries().install(),
                collection.devices().steps()),
            collection.switches()::steps);
    LiveRoutes routes =
        new LiveRoutes(
            settings.routes().directory(),
            storage.data().lastGoodRoutes(),
            surroundings,
            Steps.rules(),
            storage.clock(),
            new RouteEvents(storage.catalog().events()));
    EventFeed events =
        closing.add("events", new EventFeed(storage.catalog().events(), settings.events().keep()));
    Schedules schedules =
        closing.add(
            "schedules",
            Timetable.open(
                settings,
                storage,
                collection.operations(),
                Map.of(
                    ScheduleKind.IMAGE_SYNC,
                    new ScheduledSyncs(remote.syncs()),
                    ScheduleKind.EXPIRE,
                    upkeep.expiry(),
                    ScheduleKind.SCRUB,
                    upkeep.scrubs()),
                metrics));
    return new Workflow(collection, remote, upkeep, surroundings, routes, events, schedules);
  }

  /**
   * Loads the step routes; from now on an edit of theirs is seen.
   *
   * @throws RoutesRefusedException when a route file is bad
   */
  StepRoutes load(CamelContext context, Closing closing) throws RoutesRefusedException {
    closing.add("step routes", routes);
    StepRoutes loaded = routes.start(context);
    routes.watch();
    return loaded;
  }

  /** Begins what needs no switch: syncs, expiry and scrub. */
  void startBeside(StepRoutes loaded, PrometheusMeterRegistry metrics, Closing closing) {
    remote.start(loaded, new SyncMetrics(metrics, remote.syncs()), closing);
    upkeep.start(loaded, closing);
  }

  /** Begins the rest. */
  void start(Collector collector) {
    events.start();
    collector.start();
    collection.devices().looks().ifPresent(FirstLooks::start);
    schedules.start();
  }
}
