package io.netdepot.http;

import io.netdepot.config.HttpSettings;
import io.netdepot.config.UploadSettings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
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
 * are.
 */
public final class ApiServer extends VertxPlatformHttpServer {
  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final HttpSettings settings;
  private final UploadSettings uploads;
  private final Authenticator authenticator;
  private final AuditTrail audit;
  private final Apis apis;
  private final Optional<KeyCertOptions> certificate;
  private final Answers answers;
  private final ServerAddress address;
  private final Failures failures;
  private final Gate gate = new Gate();
  private final Transfers transfers = new Transfers();
  // Any one of the listeners: they share the port.
  private volatile Optional<HttpServer> listener = Optional.empty();
  private final ExecutorService waiting =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

  /**
   * A server that is not bound yet.
   *
   * @param certificate what TLS shows; empty serves plain HTTP
   */
  public ApiServer(
      HttpSettings settings,
      UploadSettings uploads,
      Optional<KeyCertOptions> certificate,
      Authenticator authenticator,
      AuditLog audit,
      InstantSource clock,
      List<Api> apis) {
    super(configuration(settings));
    this.settings = settings;
    this.uploads = uploads;
    this.certificate = certificate;
    this.authenticator = authenticator;
    this.audit = new AuditTrail(audit, clock);
    this.apis = new Apis(apis);
    this.answers = new Answers(this.apis);
    this.address = new ServerAddress(settings.publicUrl());
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

  /** The downloads and uploads under way. */
  public Transfers transfers() {
    return transfers;
  }

  @Override
  public @Nullable HttpServer getServer() {
    return listener.orElse(null);
  }

  @Override
  public int getPort() {
    return listener.map(HttpServer::actualPort).orElse(settings.port());
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
    long limit = settings.maxJsonBody().bytes();
    router
        .route()
        .order(Integer.MIN_VALUE)
        .handler(
            new Admission(gate, apis, new BasicEntrance(authenticator), audit, answers, waiting))
        .failureHandler(failures);
    router.route().order(Integer.MIN_VALUE + 1).handler(new ContractCheck(limit, answers));
    router
        .route()
        .order(Integer.MIN_VALUE + 2)
        .handler(
            new DataPlane(
                apis,
                new Downloads(answers, transfers, address, waiting),
                new Uploads(answers, transfers, address, uploads, waiting)));
    router
        .route()
        .order(Integer.MAX_VALUE)
        .handler(
            ctx ->
                answers.send(
                    ctx.vertx(), ctx.request(), ApiError.of(404, "There is nothing here")));
  }

  private VertxPlatformHttpRouter router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(bindPort(settings)));
  }

  /** Binds one listener per core to the same port; each has an event loop of its own. */
  @Override
  protected void startServer() throws Exception {
    int loops = Math.min(8, Runtime.getRuntime().availableProcessors());
    try {
      getVertx()
          .deployVerticle(Listener::new, new DeploymentOptions().setInstances(loops))
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS);
      // By this name Camel's consumers look for it.
      getCamelContext()
          .getRegistry()
          .bind(VertxPlatformHttpRouter.getRouterNameFromPort(getPort()), router());
    } catch (ExecutionException e) {
      closeVertx();
      throw new IllegalStateException(
          "Cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
    }
  }

  @Override
  protected void doStop() throws Exception {
    gate.stop();
    if (!transfers.awaitIdle(settings.stopTimeout())) {
      log.warn(
          "{} transfers are cut off after {} s",
          transfers.running(),
          settings.stopTimeout().toSeconds());
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
    HttpServerOptions options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setTcpNoDelay(true)
            // As much as is read from a socket at a time; an upload in pieces of the usual 8 KiB
            // costs more.
            .setMaxChunkSize(64 << 10);
    certificate.ifPresent(
        shown ->
            options
                .setSsl(true)
                .setKeyCertOptions(shown)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3")));
    return options;
  }

  /** One event loop's share of the port. */
  private final class Listener extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options());
      server
          .requestHandler(router())
          .invalidRequestHandler(request -> failures.unreadable(vertx, request))
          .connectionHandler(new IdleCut(IDLE_LIMIT));
      server
          .listen(bindPort(settings), settings.host())
          .onSuccess(bound -> listener = Optional.of(bound))
          .<Void>mapEmpty()
          .onComplete(started);
    }
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
