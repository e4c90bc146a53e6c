package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.http.ApiServer;
import io.netdepot.routes.SharedDescriptions;
import io.netdepot.routes.StepContext;
import io.netdepot.routes.StepSurroundings;
import java.io.IOException;
import java.net.BindException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Apache Camel as this service runs it: no class-path scan, no environment, the API's server and
 * metrics.
 */
final class CamelRuntime implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 10;
  private static final Pattern API_LISTENER =
      Pattern.compile("Cannot listen on (\\S+ \\(\\S+\\)): ");

  private final StepSurroundings surroundings;
  private final ApiServer server;
  private final Main main = new StepMain();

  CamelRuntime(StepSurroundings surroundings, ApiServer server, MeterRegistry metrics) {
    this.surroundings = surroundings;
    this.server = server;
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
    try {
      main.start();
    } catch (Exception e) {
      throw new IOException(reason(e), e);
    }
    return main.getCamelContext();
  }

  private void properties() {
    main.addProperty("camel.main.name", "netdepot");
    main.addProperty("camel.main.routesIncludePattern", "false");
    main.addProperty("camel.main.autoConfigurationEnvironmentVariablesEnabled", "false");
    main.addProperty("camel.main.autoConfigurationSystemPropertiesEnabled", "false");
    main.addProperty("camel.main.shutdownTimeout", Integer.toString(SHUTDOWN_SECONDS));
    main.addProperty("camel.server.enabled", "false");
    // Health and metrics are served by our own.
    main.addProperty("camel.health.enabled", "false");
    main.addProperty("camel.metrics.enabled", "true");
    main.addProperty("camel.metrics.clearOnReload", "false");
    // The routes' own timers say the same with a tenth of the series.
    main.addProperty("camel.metrics.enableExchangeEventNotifier", "false");
    main.addProperty(
        "camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime,file-descriptor");
  }

  private void prepare(CamelContext context) {
    surroundings.prepare(context);
    try {
      server.install(context);
    } catch (Exception e) {
      throw new IllegalStateException(reason(e), e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    String listener = "a port";
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

  /** Camel's start of an application, around the context that is made for step routes. */
  private static final class StepMain extends Main {
    @Override
    protected CamelContext createCamelContext() {
      StepContext context = new StepContext();
      context.getCamelContextExtension().setRegistry(registry);
      context
          .getCamelContextExtension()
          .setManagementMBeanAssembler(new SharedDescriptions(context));
      return context;
    }
  }
}
