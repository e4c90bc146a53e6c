package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.catalog.QuarantineCatalog;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.RemoteServerCatalog;
import io.netdepot.catalog.ScheduleCatalog;
import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SwitchCatalog;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.config.DataSize;
import io.netdepot.config.QuarantineSettings;
import io.netdepot.config.Settings;
import io.netdepot.config.SettingsLoader;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.operation.WorkSignal;
import io.netdepot.packages.Quarantine;
import io.netdepot.routes.StepRoutes;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.secret.SealedSecret;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import io.netdepot.switches.Switches;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROUTE =
      """
      - route:
          id: %1$s
          from:
            uri: direct:%1$s
            steps:
              - bean:
                  ref: step
                  method: %1$s
      """;

  private final Clock clock = Clock.systemUTC();
  private final EntityIdSource ids = new EntityIdSource(clock, new Random(1));
  private final AtomicInteger refusals = new AtomicInteger();
  private final Catalog catalog = new RefusingCatalog(refusals);
  private final LiveTasks live = new LiveTasks(clock);
  private final WorkSignal signal = new WorkSignal();
  private final Operations operations =
      new Operations(catalog, ids, clock, live, signal, OperationListener.NONE);
  private final Step step = new Step();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private DataLayout layout;
  private SwitchSessions sessions;
  private SwitchWork work;
  private Collector collector;

  /** What a try does in place of reaching a switch. */
  public final class Step {
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicBoolean slowEnd = new AtomicBoolean();
    private final CountDownLatch slowEndMayEnd = new CountDownLatch(1);
    private volatile boolean cancelledWhilePublishing;

    public void collect() throws SwitchFailure {
      tries.incrementAndGet();
      if (cancelledWhilePublishing) {
        LiveTask task = live.all().getFirst();
        assertThat(task.startPublishing()).isTrue();
        operations.views().list(1).forEach(view -> operations.cancel(view.operation().id()));
      }
      throw new SwitchFailure(FailureReason.STORAGE_FAILED, Phase.PUBLISH, "The disk refused");
    }

    public void aggregate() throws InterruptedException {
      if (slowEnd.getAndSet(false)) {
        slowEndMayEnd.await();
      }
    }
  }

  private Switches switches(Path directory) throws Exception {
    Switches switches =
        new Switches(
            directory.resolve("switches.yaml"),
            directory.resolve("switches.good"),
            catalog.switches(),
            id -> Optional.of("default"),
            Access.ssh("nvos", 22),
            clock);
    switches.load();
    return switches;
  }

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    Path project = Path.of("");
    Settings settings =
        new SettingsLoader(project, project, Map.of()).load(Optional.empty(), List.of());
    catalog
        .profiles()
        .add(new Profile(ids.next(), "default", "admin", new SealedSecret(new byte[1]), true));
    layout = DataLayout.open(directory.resolve("data"));
    DiskGuard disk = new DiskGuard(settings.store(), () -> Long.MAX_VALUE, () -> 0);
    Spool spool = new Spool(layout, disk, new StoreHealth());
    sessions =
        new SwitchSessions(
            settings.ssh(),
            settings.collect(),
            new HostKeys(layout.knownHosts(), settings.ssh().hostKeys()),
            task -> new Login("admin", Optional.empty(), Optional.empty()),
            spool);
    StepSurroundings surroundings =
        new StepSurroundings(Map.of(), bound -> {}, Map.of("step", step), Set.of());
    context.disableJMX();
    surroundings.prepare(context);
    context.start();
    Path routeFiles = Files.createDirectory(directory.resolve("routes"));
    for (String name : List.of("collect", "aggregate")) {
      Files.writeString(routeFiles.resolve(name + ".camel.yaml"), ROUTE.formatted(name));
    }
    StepRoutes routes = new StepRoutes(context, surroundings, List.of(), Clock.systemUTC());
    routes.load(routeFiles);
    TryEnds ends = new TryEnds(operations, 3, Duration.ofSeconds(5));
    work =
        new SwitchWork(
            new SwitchWays(switches(directory)),
            operations,
            ends,
            live,
            sessions,
            routes,
            only(
                new CollectJob(
                    settings.collect(),
                    new TaskRuns(),
                    new TryFiles(
                        new Quarantine(
                            new QuarantineSettings(Duration.ZERO, new DataSize(0)),
                            catalog.quarantine(),
                            new KeptBlobs(
                                new FileBlobStore(layout, new StoreHealth()),
                                spool,
                                catalog.references(),
                                catalog.blobChecks()),
                            ids,
                            clock),
                        spool),
                    disk)));
    collector =
        new Collector(
            settings.collect(),
            sessions.limits(),
            operations,
            live,
            signal,
            work,
            new LostEnds(catalog.packages(), operations, ends),
            routes);
  }

  @AfterEach
  void close() throws Exception {
    step.slowEndMayEnd.countDown();
    collector.close();
    sessions.close();
    context.stop();
    layout.close();
  }

  @Test
  void endThatCouldNotBeRecordedIsRecordedLater() {
    EntityId id = submit();
    refusals.set(1);
    collector.start();
    await().atMost(SOON).until(() -> state(id) == OperationState.FAILED);
    assertThat(refusals).hasValue(0);
    assertThat(step.tries).hasValue(1);
  }

  @Test
  void switchThatWasCancelledBeforeItsWorkBeganIsLeftAlone() {
    EntityId id = submit();
    Task claimed = operations.claim(1).getFirst();
    operations.cancel(id);
    work.run(claimed);
    assertThat(step.tries).hasValue(0);
    assertThat(live.count()).isZero();
  }

  @Test
  void switchWhosePublishingFailsDuringACancelEndsAsCancelled() {
    EntityId id = submit();
    step.cancelledWhilePublishing = true;
    collector.start();
    await().atMost(SOON).until(() -> state(id) == OperationState.CANCELLED);
  }

  @Test
  void stepThatTakesItsTimeAfterAnEndHoldsNobodyUp() {
    step.slowEnd.set(true);
    EntityId first = submit();
    collector.start();
    await().atMost(SOON).until(() -> step.tries.get() == 1 && !step.slowEnd.get());
    EntityId second = submit("sw2");
    await().atMost(SOON).until(() -> state(second) == OperationState.FAILED);
    assertThat(state(first)).isEqualTo(OperationState.IN_PROGRESS);
    step.slowEndMayEnd.countDown();
    await().atMost(SOON).until(() -> state(first) == OperationState.FAILED);
  }

  @Test
  void stoppedCollectorTakesNothingToWork() {
    collector.start();
    collector.close();
    EntityId id = submit();
    assertThat(collector.running()).isZero();
    assertThat(state(id)).isEqualTo(OperationState.PENDING);
  }

  private static Function<Task, SwitchJob> only(SwitchJob job) {
    return task -> job;
  }

  private OperationState state(EntityId id) {
    return operations.views().find(id).orElseThrow().operation().state();
  }

  private EntityId submit() {
    return submit("sw1");
  }

  private EntityId submit(String address) {
    Submitted submitted =
        operations.submit(
            new CollectRequest(
                Optional.empty(),
                List.of(new SwitchChoice(SwitchAddress.of(address), Optional.empty())),
                new RecordedRequest("post", "http://localhost/nmx/v1/support-packages", "{}")));
    return ((Submitted.Accepted) submitted).operationId();
  }

  /** Refuses to record so many failures of switches. */
  private static final class RefusingCatalog implements Catalog {
    private final Catalog kept = new InMemoryCatalog();
    private final OperationCatalog operations;

    RefusingCatalog(AtomicInteger refusals) {
      operations =
          (OperationCatalog)
              Proxy.newProxyInstance(
                  OperationCatalog.class.getClassLoader(),
                  new Class<?>[] {OperationCatalog.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("fail")
                        && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                      throw new IllegalStateException("The disk is full");
                    }
                    try {
                      return method.invoke(kept.operations(), arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
    }

    @Override
    public ProfileCatalog profiles() {
      return kept.profiles();
    }

    @Override
    public OperationCatalog operations() {
      return operations;
    }

    @Override
    public PackageCatalog packages() {
      return kept.packages();
    }

    @Override
    public ImageCatalog images() {
      return kept.images();
    }

    @Override
    public QuarantineCatalog quarantine() {
      return kept.quarantine();
    }

    @Override
    public ImageSyncCatalog imageSyncs() {
      return kept.imageSyncs();
    }

    @Override
    public RemoteServerCatalog remoteServers() {
      return kept.remoteServers();
    }

    @Override
    public EventCatalog events() {
      return kept.events();
    }

    @Override
    public SealedSecrets secrets() {
      return kept.secrets();
    }

    @Override
    public ScheduleCatalog schedules() {
      return kept.schedules();
    }

    @Override
    public SwitchCatalog switches() {
      return kept.switches();
    }

    @Override
    public DeviceCatalog devices() {
      return kept.devices();
    }

    @Override
    public BlobReferences references() {
      return kept.references();
    }

    @Override
    public UpkeepCatalog upkeep() {
      return kept.upkeep();
    }

    @Override
    public BlobChecks blobChecks() {
      return kept.blobChecks();
    }

    @Override
    public void ping() {}

    @Override
    public boolean takesNew() {
      return true;
    }

    @Override
    public void close() {}
  }
}
