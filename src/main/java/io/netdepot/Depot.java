package io.netdepot;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.cli.RunningService;
import io.netdepot.cli.UserPasswords;
import io.netdepot.collect.Collector;
import io.netdepot.config.Settings;
import io.netdepot.http.ApiServer;
import io.netdepot.http.AuditFile;
import io.netdepot.jolokia.JolokiaDoor;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.RuntimeCheck;
import io.netdepot.routes.RoutesRefusedException;
import io.netdepot.routes.StepRoutes;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
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
   * @throws FileRefusedException when the file of schedules is bad
   */
  static Depot start(Settings settings, UserPasswords passwords)
      throws IOException, RoutesRefusedException, FileRefusedException {
    Closing closing = new Closing();
    try {
      return wire(settings, passwords, closing);
    } catch (IOException | RoutesRefusedException | FileRefusedException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private static Depot wire(Settings settings, UserPasswords passwords, Closing closing)
      throws IOException, RoutesRefusedException, FileRefusedException {
    closing.add("log file", LogFile.open(settings.log()));
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // Milliseconds are what the catalog and the APIs keep.
    Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    Storage storage = Storage.open(settings, passwords, clock, closing);
    AuditFile audit = closing.add("audit", new AuditFile(storage.data().auditLog()));
    Workflow work = Workflow.wire(settings, storage, audit, metrics, closing);
    Listener listener = Listener.wire(settings, storage, work, audit, closing);
    CamelRuntime runtime = new CamelRuntime(work.surroundings(), listener.server(), metrics);
    RuntimeCheck life = new RuntimeCheck();
    Optional<JolokiaDoor> jolokia =
        Monitoring.jolokia(settings, listener, audit, storage.clock(), closing);
    List<Check> checks = HealthChecks.of(settings, storage, work, listener.tls(), life);
    Monitoring.serve(settings, checks, metrics, jolokia, closing);

    closing.add("runtime", runtime);
    CamelContext context = runtime.start();
    life.started(context);
    listener.tls().start(metrics);
    StepRoutes routes = work.load(context, closing);
    Collector collector = work.collection().open(routes, closing);
    work.startBeside(routes, metrics, closing);
    Monitoring.measure(settings, context, storage, listener, work, collector, metrics, closing);
    Monitoring.expose(storage, work, collector, closing);
    jolokia.ifPresent(JolokiaDoor::open);
    work.start(collector);
    storage.start();
    return new Depot(settings, closing, listener.server(), collector);
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
