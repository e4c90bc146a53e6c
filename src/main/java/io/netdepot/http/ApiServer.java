package io.netdepot.http;

import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.config.Durations;
import io.netdepot.config.EventSettings;
import io.netdepot.config.HttpSettings;
import io.netdepot.config.UploadSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener of every API: Camel's own server for {@code platform-http}, with our handlers in
 * front of the routes and options of its own.
 *
 * <p>A request passes, in this order: admission, contract, data plane, Camel's REST routes; what is
 * left over is 404. The listener is bound before the routes are there and answers 503 until they
 * are. Beside it there may be one for devices, which serves the downloads that need no login.
 */
public final class ApiServer extends VertxPlatformHttpServer {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final HttpSettings settings;
  private final DeviceHttpSettings devices;
  private final UploadSettings uploads;
  private final LoginLimit logins;
  private final InstantSource clock;
  private final AuditTrail audit;
  private final Apis apis;
  private final Optional<KeyCertOptions> certificate;
  private final Answers answers;
  private final ServerAddress address;
  private final Failures failures;
  private final EventStreams streams;
  private final Gate gate = new Gate();
  private final Transfers transfers = new Transfers();
  // Any one of the listeners: they share the port.
  private volatile Optional<HttpServer> listener = Optional.empty();
  private volatile Optional<HttpServer> deviceListener = Optional.empty();
  private volatile RequestListener requests = RequestListener.NONE;
  private final ExecutorService waiting =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  /**
   * A server that is not bound yet.
   *
   * @param certificate what TLS shows; empty serves plain HTTP
   */
  public ApiServer(
      HttpSettings settings,
      DeviceHttpSettings devices,
      UploadSettings uploads,
      EventSettings events,
      Optional<KeyCertOptions> certificate,
      LoginLimit logins,
      AuditLog audit,
      InstantSource clock,
      List<Api> apis) {
    super(configuration(settings));
    this.settings = settings;
    this.devices = devices;
    this.uploads = uploads;
    this.certificate = certificate;
    this.logins = logins;
    this.clock = clock;
    this.audit = new AuditTrail(audit, clock);
    this.apis = new Apis(apis);
    this.answers = new Answers(this.apis);
    this.address = new ServerAddress(settings.publicUrl());
    this.streams = new EventStreams(answers, address, events, waiting);
    this.failures = new Failures(answers, settings.maxJsonBody().bytes());
  }

  private static VertxPlatformHttpServerConfiguration configuration(HttpSettings settings) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
    configuration.setBindHost(settings.host());
    configuration.setBindPort(bindPort(settings));
    configuration.setMaxBodySize(settings.maxJsonBody().bytes());
    configuration.getBodyHandler().setHandleFileUploads(false);
    return configuration;
  }

  // To Vert.x a negative port is a free one that several listeners share. And Camel keeps routers
  // by port: with 0 ours could be taken for that of a management server that has 0 too.
  private static int bindPort(HttpSettings settings) {
    return settings.port() == 0 ? -1 : settings.port();
  }

  /**
   * Puts the server and the routes of its APIs into a context that is not started. Starting the
   * context binds the port, and fails when it cannot; requests are taken once it has started.
   */
  public void install(CamelContext context) throws Exception {
    context
        .getComponent("platform-http", PlatformHttpComponent.class)
        .setHeaderFilterStrategy(new HeaderGate());
    context.getManagementStrategy().addEventNotifier(new GateKeeper());
    context.addService(this);
    for (Api api : apis.all()) {
      context.addRoutes(new ApiRoutes(api, answers, address, this::getVertx));
    }
  }

  /** From now on this one hears of every request when it is over. */
  public void listen(RequestListener told) {
    requests = told;
  }

  private void ended(String api, String method, int status, Duration took) {
    requests.ended(api, method, status, took);
  }

  /** The downloads and uploads under way. */
  public Transfers transfers() {
    return transfers;
  }

  /** The streams of events that clients follow. */
  public EventStreams streams() {
    return streams;
  }

  @Override
  public @Nullable HttpServer getServer() {
    return listener.orElse(null);
  }

  @Override
  public int getPort() {
    return listener.map(HttpServer::actualPort).orElse(settings.port());
  }

  /** The port that devices fetch images from in plain HTTP; empty when there is none. */
  public Optional<Integer> devicePort() {
    return deviceListener.map(HttpServer::actualPort);
  }

  @Override
  protected @Nullable Vertx lookupVertx() {
    // Never one of somebody else: health checks must answer while all of our workers are busy.
    return null;
  }

  @Override
  protected Vertx createVertxInstance() {
    return Vertx.vertx(
        new VertxOptions()
            .setWorkerPoolSize(settings.workers())
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }

  @Override
  protected void initializeServer() {
    super.initializeServer();
    VertxPlatformHttpRouter router = router();
    serve(router, apis, new BasicEntrance(logins), answers);
  }

  private void serve(Router router, Apis served, Entrance usual, Answers said) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(new Admission(gate, served, usual, audit, said, clock, this::ended, waiting))
        .failureHandler(failures);
    router
        .route()
        .order(Integer.MIN_VALUE + 1)
        .handler(new ContractCheck(settings.maxJsonBody().bytes(), said));
    router
        .route()
        .order(Integer.MIN_VALUE + 2)
        .handler(
            new DataPlane(
                served,
                new Downloads(said, transfers, address, waiting),
                new Uploads(said, transfers, address, uploads, waiting),
                streams));
    router
        .route()
        .order(Integer.MAX_VALUE)
        .handler(ctx -> said.send(ctx.vertx(), ctx.request(), NoEntrance.NOTHING_HERE));
  }

  private VertxPlatformHttpRouter router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(bindPort(settings)));
  }

  @Override
  protected void startServer() throws Exception {
    listen(
        settings.host() + ":" + settings.port() + " (http.port)",
        () ->
            new Listener(
                settings.host(),
                bindPort(settings),
                options(),
                router(),
                failures,
                bound -> listener = Optional.of(bound)));
    // By this name Camel's consumers look for it.
    getCamelContext()
        .getRegistry()
        .bind(VertxPlatformHttpRouter.getRouterNameFromPort(getPort()), router());
    if (devices.port().isPresent()) {
      listenForDevices(devices.port().get());
    }
  }

  private void listenForDevices(int port) throws Exception {
    Apis open = new Apis(apis.all().stream().map(Api::openDownloads).toList());
    Router router = Router.router(getVertx());
    serve(router, open, new NoEntrance(), new Answers(open));
    listen(
        devices.host() + ":" + port + " (device-http.port)",
        () ->
            new Listener(
                devices.host(),
                // Another number than the API's, or the two would share one port.
                port == 0 ? -2 : port,
                Listener.plain(),
                router,
                failures,
                bound -> deviceListener = Optional.of(bound)));
    log.info(
        "Devices fetch images in plain HTTP at {}:{}", devices.host(), devicePort().orElse(port));
  }

  /** Binds one listener per core to the same port; each has an event loop of its own. */
  private void listen(String where, Supplier<Verticle> share)
      throws InterruptedException, TimeoutException {
    int loops = Math.min(8, Runtime.getRuntime().availableProcessors());
    try {
      String unused =
          getVertx()
              .deployVerticle(share, new DeploymentOptions().setInstances(loops))
              .toCompletionStage()
              .toCompletableFuture()
              .get(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      closeVertx();
      throw new IllegalStateException("Cannot listen on " + where + ": " + e.getMessage(), e);
    }
  }

  @Override
  protected void doStop() throws Exception {
    gate.stop();
    streams.close();
    if (!transfers.awaitIdle(settings.stopTimeout())) {
      log.warn(
          "{} transfers are cut off after {}",
          transfers.running(),
          Durations.format(settings.stopTimeout()));
    }
    closeVertx();
    waiting.shutdown();
    // Uploads that were cut off remove what they received.
    if (!waiting.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      log.warn("Some requests have not ended");
    }
  }

  private void closeVertx() throws InterruptedException {
    try {
      getVertx()
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The listener did not close: {}", e.toString());
    }
  }

  private HttpServerOptions options() {
    HttpServerOptions options = Listener.plain();
    certificate.ifPresent(
        shown ->
            options
                .setSsl(true)
                .setKeyCertOptions(shown)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3")));
    return options;
  }

  /** Opens and closes the gate with the life of the context. */
  private final class GateKeeper extends EventNotifierSupport {
    @Override
    public boolean isEnabled(CamelEvent event) {
      return event instanceof CamelEvent.CamelContextStartedEvent
          || event instanceof CamelEvent.CamelContextStoppingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.CamelContextStartedEvent) {
        gate.open();
      } else {
        gate.stop();
      }
    }
  }
}
