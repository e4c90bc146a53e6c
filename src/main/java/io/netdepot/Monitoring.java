package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.config.ManagementSettings;
import io.netdepot.config.TraceSettings;
import io.netdepot.http.ApiServer;
import io.netdepot.http.AuditLog;
import io.netdepot.http.LoginLimit;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.jolokia.JolokiaDoor;
import io.netdepot.monitor.CollectionBean;
import io.netdepot.monitor.CollectionMXBean;
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
import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.StepComponent;
import io.netdepot.routes.StepListener;
import io.netdepot.schedule.Schedules;
import io.netdepot.traces.Traces;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.CamelContext;

/** How the service is watched and driven from outside, wired. */
final class Monitoring {
  private Monitoring() {}

  /** Measures steps and requests, and traces the steps where the settings say so. */
  static void measure(
      TraceSettings settings,
      CamelContext context,
      ApiServer server,
      LiveRoutes routes,
      MeterRegistry metrics,
      Closing closing) {
    StepListener measured = new StepMetrics(metrics);
    StepListener told =
        Traces.of(settings)
            .map(traces -> closing.add("traces", traces))
            .map(measured::and)
            .orElse(measured);
    context.getComponent("direct", StepComponent.class).listen(told);
    server.listen(new RequestMetrics(metrics, server.transfers()));
    RouteMetrics.register(metrics, routes);
  }

  /** Serves JMX over HTTP on the management port where the settings say so. */
  static void serveJolokia(
      ManagementSettings management,
      CamelRuntime runtime,
      LoginLimit logins,
      AuditLog audit,
      Clock clock,
      Closing closing) {
    if (management.enabled() && management.jolokia()) {
      JolokiaDoor door = closing.add("jolokia", new JolokiaDoor(logins, audit, clock));
      door.install(
          runtime
              .managementPaths()
              .orElseThrow(() -> new IllegalStateException("There is no management port")));
    }
  }

  /** Makes the parts visible to JMX. */
  static void expose(
      JmxBeans beans,
      CollectionBean collection,
      Operations operations,
      ImageSyncs syncs,
      LiveRoutes routes,
      Schedules schedules,
      Upkeep upkeep)
      throws IOException {
    beans.add("Collection", CollectionMXBean.class, collection);
    beans.add("Operations", OperationsMXBean.class, new OperationsBean(operations));
    beans.add("Routes", RoutesMXBean.class, new RoutesBean(routes));
    beans.add("Expire", ExpireMXBean.class, new ExpireBean(upkeep.expiry()));
    beans.add("Scrub", ScrubMXBean.class, new ScrubBean(upkeep.scrubs()));
    beans.add("Schedules", SchedulesMXBean.class, new SchedulesBean(schedules));
    beans.add("ImageSync", ImageSyncMXBean.class, new ImageSyncBean(syncs));
  }
}
