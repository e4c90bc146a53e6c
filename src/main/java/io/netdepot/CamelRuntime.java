package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.config.ManagementSettings;
import io.netdepot.http.ApiServer;
import io.netdepot.routes.StepSurroundings;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Apache Camel as this service runs it: no class-path scan, no environment, the API's server,
 * health and metrics.
 */
final class CamelRuntime implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 10;
  private static final Pattern API_LISTENER =
      Pattern.compile("Cannot listen on (\\S+ \\(\\S+\\)): ");

  private final ManagementSettings management;
  private final StepSurroundings surroundings;
  private final ApiServer server;
  private final List<HealthCheck> checks;
  private final Main main = new Main();

  CamelRuntime(
      ManagementSettings management,
      StepSurroundings surroundings,
      ApiServer server,
      MeterRegistry metrics,
      List<? extends HealthCheck> checks) {
    this.management = management;
    this.surroundings = surroundings;
    this.server = server;
    this.checks = List.copyOf(checks);
    main.bind("metricsRegistry", metrics);
  }

  /**
   * Starts Camel; the API answers when this returns.
   *
   * @throws IOException when it cannot, as when a port is taken
   */
  CamelContext start() throws IOException {
    // The launcher's signal handling stops the service; a second hook would race with it.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    properties();
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            prepare(configured.getCamelContext());
          }
        });
    requireManagementPort();
    try {
      main.start();
    } catch (Exception e) {
      throw new IOException(reason(e), e);
    }
    return main.getCamelContext();
  }

  // Camel binds this one in the background: without the look, the service would say that it is
  // ready, and a monitor would
  // read the health of whoever has the port.
  private void requireManagementPort() throws IOException {
    if (!management.enabled() || management.port() == 0) {
      return;
    }
    InetSocketAddress wanted = new InetSocketAddress(management.host(), management.port());
    try (ServerSocket look = new ServerSocket()) {
      look.bind(wanted);
    } catch (IOException e) {
      throw new IOException(
          "Cannot listen on "
              + management.host()
              + ":"
              + management.port()
              + " (management.port): "
              + e.getMessage()
              + "; stop what listens there, or set another port",
          e);
    }
  }

  private void properties() {
    main.addProperty("camel.main.name", "netdepot");
    main.addProperty("camel.main.routesIncludePattern", "false");
    main.addProperty("camel.main.autoConfigurationEnvironmentVariablesEnabled", "false");
    main.addProperty("camel.main.autoConfigurationSystemPropertiesEnabled", "false");
    main.addProperty("camel.main.shutdownTimeout", Integer.toString(SHUTDOWN_SECONDS));
    main.addProperty("camel.server.enabled", "false");
    main.addProperty("camel.management.enabled", Boolean.toString(management.enabled()));
    main.addProperty("camel.management.host", management.host());
    main.addProperty("camel.management.port", Integer.toString(management.port()));
    main.addProperty("camel.management.healthCheckEnabled", "true");
    main.addProperty("camel.management.metricsEnabled", "true");
    main.addProperty("camel.health.exposureLevel", "full");
    main.addProperty("camel.metrics.enabled", "true");
    main.addProperty("camel.metrics.clearOnReload", "false");
    // The routes' own timers say the same with a tenth of the series.
    main.addProperty("camel.metrics.enableExchangeEventNotifier", "false");
    main.addProperty(
        "camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime,file-descriptor");
  }

  private void prepare(CamelContext context) {
    surroundings.prepare(context);
    HealthCheckRegistry registry = HealthCheckRegistry.get(context);
    checks.forEach(registry::register);
    try {
      server.install(context);
    } catch (Exception e) {
      throw new IllegalStateException(reason(e), e);
    }
  }

  /** The paths of the management port; empty when there is none. The runtime has been started. */
  Optional<Router> managementPaths() {
    return main.getCamelContext().getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
        .filter(VertxPlatformHttpRouter::isManagementServer)
        .<Router>map(router -> router)
        .findFirst();
  }

  private String reason(Throwable failure) {
    Throwable root = failure;
    String listener = management.host() + ":" + management.port() + " (management.port)";
    while (root.getCause() != null) {
      Matcher api = API_LISTENER.matcher(String.valueOf(root.getMessage()));
      listener = api.lookingAt() ? api.group(1) : listener;
      root = root.getCause();
    }
    return root instanceof BindException
        ? "Cannot listen on "
            + listener
            + ": "
            + root.getMessage()
            + "; stop what listens there, or set another port"
        : "Cannot start: " + root.getMessage();
  }

  @Override
  public void close() {
    main.stop();
  }
}
