package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.collect.Collector;
import io.netdepot.config.ManagementSettings;
import io.netdepot.config.Settings;
import io.netdepot.http.ApiServer;
import io.netdepot.http.AuditLog;
import io.netdepot.jolokia.JolokiaDoor;
import io.netdepot.management.Door;
import io.netdepot.management.HealthDoor;
import io.netdepot.management.ManagementServer;
import io.netdepot.management.MetricsDoor;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.CollectionBean;
import io.netdepot.monitor.CollectionMXBean;
import io.netdepot.monitor.DepotMetrics;
import io.netdepot.monitor.EventMetrics;
import io.netdepot.monitor.ExpireBean;
import io.netdepot.monitor.ExpireMXBean;
import io.netdepot.monitor.ImageSyncBean;
import io.netdepot.monitor.ImageSyncMXBean;
import io.netdepot.monitor.JmxBeans;
import io.netdepot.monitor.OperationsBean;
import io.netdepot.monitor.OperationsMXBean;
import io.netdepot.monitor.RequestMetrics;
import io.netdepot.monitor.RouteMetrics;
import io.netdepot.monitor.RoutesBean;
import io.netdepot.monitor.RoutesMXBean;
import io.netdepot.monitor.SchedulesBean;
import io.netdepot.monitor.SchedulesMXBean;
import io.netdepot.monitor.ScrubBean;
import io.netdepot.monitor.ScrubMXBean;
import io.netdepot.monitor.StepMetrics;
import io.netdepot.operation.Operations;
import io.netdepot.routes.StepComponent;
import io.netdepot.routes.StepListener;
import io.netdepot.traces.Traces;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the service is watched and driven from outside, wired. */
final class Monitoring {
  private static final Logger log = LoggerFactory.getLogger(Monitoring.class);

  private Monitoring() {}

  /** Measures the work, and traces the steps where the settings say so. */
  static void measure(
      Settings settings,
      CamelContext context,
      Storage storage,
      Listener listener,
      Workflow work,
      Collector collector,
      MeterRegistry metrics,
      Closing closing) {
    DepotMetrics.register(
        metrics,
        work.collection().operations(),
        work.collection().live(),
        collector,
        storage.catalog().packages(),
        storage.catalog().images(),
        storage.disk());
    StepListener measured = new StepMetrics(metrics);
    StepListener told =
        Traces.of(settings.traces())
            .map(traces -> closing.add("traces", traces))
            .map(measured::and)
            .orElse(measured);
    context.getComponent("direct", StepComponent.class).listen(told);
    ApiServer server = listener.server();
    server.listen(new RequestMetrics(metrics, server.transfers()));
    EventMetrics.register(metrics, server.streams());
    RouteMetrics.register(metrics, work.routes());
  }

  /**
   * Listens on the management port where the settings say so.
   *
   * @throws IOException when the port is taken
   */
  static void serve(
      Settings settings,
      List<Check> checks,
      PrometheusMeterRegistry metrics,
      Optional<JolokiaDoor> jolokia,
      Closing closing)
      throws IOException {
    if (settings.management().enabled()) {
      List<Door> doors = new ArrayList<>();
      doors.add(new HealthDoor(checks));
      doors.add(new MetricsDoor(metrics));
      jolokia.ifPresent(door -> doors.add(door::install));
      ManagementServer server =
          closing.add("management port", ManagementServer.start(settings.management(), doors));
      log.info("Health and metrics at {}:{}", settings.management().host(), server.port());
    }
  }

  /** JMX over HTTP where the settings say so; it lets nobody in before it is opened. */
  static Optional<JolokiaDoor> jolokia(
      Settings settings, Listener listener, AuditLog audit, Clock clock, Closing closing) {
    ManagementSettings management = settings.management();
    return management.enabled() && management.jolokia()
        ? Optional.of(closing.add("jolokia", new JolokiaDoor(listener.logins(), audit, clock)))
        : Optional.empty();
  }

  /** Makes the parts visible to JMX. */
  static void expose(Storage storage, Workflow work, Collector collector, Closing closing)
      throws IOException {
    JmxBeans beans =
        closing.add("JMX beans", new JmxBeans(ManagementFactory.getPlatformMBeanServer()));
    Operations operations = work.collection().operations();
    beans.add(
        "Collection",
        CollectionMXBean.class,
        new CollectionBean(
            operations, work.collection().live(), storage.catalog().packages(), collector));
    beans.add("Operations", OperationsMXBean.class, new OperationsBean(operations));
    beans.add("Routes", RoutesMXBean.class, new RoutesBean(work.routes()));
    beans.add("Expire", ExpireMXBean.class, new ExpireBean(work.upkeep().expiry()));
    beans.add("Scrub", ScrubMXBean.class, new ScrubBean(work.upkeep().scrubs()));
    beans.add("Schedules", SchedulesMXBean.class, new SchedulesBean(work.schedules()));
    beans.add("ImageSync", ImageSyncMXBean.class, new ImageSyncBean(work.remote().syncs()));
  }
}
