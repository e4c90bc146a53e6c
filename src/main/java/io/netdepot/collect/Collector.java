package io.netdepot.collect;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.Task;
import io.netdepot.config.CollectSettings;
import io.netdepot.config.Durations;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.operation.WorkSignal;
import io.netdepot.routes.StepRoutes;
import io.netdepot.ssh.SessionLimits;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes recorded tasks to work, as many as there may be connections, each on a virtual thread of
 * its own; and ends operations whose tasks have ended. What is to be done stands in the catalog: a
 * queue in memory would be a second truth.
 */
public final class Collector implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Collector.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration LAST_STEPS = Duration.ofSeconds(5);

  private final CollectSettings settings;
  private final SessionLimits limits;
  private final Operations operations;
  private final LiveTasks live;
  private final WorkSignal signal;
  private final SwitchWork work;
  private final LostEnds lostEnds;
  private final StepRoutes routes;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("switch-", 1).factory());
  private final ExecutorService endings =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operation-end-", 1).factory());
  private final Thread dispatcher;

  // Mutable state
  private final AtomicBoolean paused = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final RunningCount running = new RunningCount();
  private final Set<EntityId> ending = ConcurrentHashMap.newKeySet();

  public Collector(
      CollectSettings settings,
      SessionLimits limits,
      Operations operations,
      LiveTasks live,
      WorkSignal signal,
      SwitchWork work,
      LostEnds lostEnds,
      StepRoutes routes) {
    this.settings = settings;
    this.limits = limits;
    this.operations = operations;
    this.live = live;
    this.signal = signal;
    this.work = work;
    this.lostEnds = lostEnds;
    this.routes = routes;
    this.dispatcher = Thread.ofVirtual().name("collector").unstarted(this::dispatch);
  }

  public void start() {
    dispatcher.start();
  }

  /** No new switch is begun; those under way go on. */
  public void pause() {
    paused.set(true);
    log.info("Collection paused: no new switch is begun");
  }

  public void resume() {
    paused.set(false);
    signal.ring();
    log.info("Collection resumed");
  }

  /**
   * From now on there are so many connections at one time; those there are stay.
   *
   * @throws IllegalArgumentException when that is too few or too many
   */
  public void changeConnections(int most) {
    limits.changeConnections(most);
    signal.ring();
    log.info("There may be {} connections to switches at one time", most);
  }

  /**
   * From now on there are so many transfers at one time; those there are go on.
   *
   * @throws IllegalArgumentException when that is too few or too many
   */
  public void changeTransfers(int most) {
    limits.changeTransfers(most);
    log.info("There may be {} transfers from switches at one time", most);
  }

  /** What may be worked on at one time. */
  public SessionLimits limits() {
    return limits;
  }

  public boolean isPaused() {
    return paused.get();
  }

  /** The switches that are being worked on. */
  public int running() {
    return running.count();
  }

  private void dispatch() {
    while (!stopping.get()) {
      Duration pause = LONGEST_WAIT;
      try {
        lostEnds.record();
        endOperations();
        if (!paused.get() && !stopping.get()) {
          takeUp();
          pause = untilNextTask();
        }
      } catch (RuntimeException e) {
        CatalogTrouble.tell(log, "Tasks cannot be taken to work, trying again", e);
        pause = AFTER_FAILURE;
      }
      try {
        signal.await(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void takeUp() {
    int free = limits.mostConnections() - running.count();
    if (free > 0) {
      operations.claim(free).forEach(this::begin);
    }
  }

  private Duration untilNextTask() {
    if (running.count() >= limits.mostConnections()) {
      return LONGEST_WAIT;
    }
    Duration until = operations.untilNextClaim().orElse(LONGEST_WAIT);
    Duration atLeast = until.isPositive() ? until.plusMillis(1) : Duration.ofMillis(1);
    return atLeast.compareTo(LONGEST_WAIT) < 0 ? atLeast : LONGEST_WAIT;
  }

  private void begin(Task task) {
    running.enter();
    threads.execute(
        () -> {
          try {
            work.run(task);
          } catch (RuntimeException e) {
            log.error(
                "Operation {} switch {}: its end could not be recorded, trying again",
                task.operationId(),
                task.address(),
                e);
            lostEnds.add(task);
          } finally {
            running.leave();
            signal.ring();
          }
        });
  }

  // Each on a thread of its own: a step that tells others of the end may take its time.
  private void endOperations() {
    for (EntityId operationId : operations.toFold()) {
      if (ending.add(operationId)) {
        endings.execute(() -> end(operationId));
      }
    }
  }

  private void end(EntityId operationId) {
    try {
      Exchange ended =
          routes.send("aggregate", exchange -> exchange.getMessage().setBody(operationId));
      if (ended.getException() != null) {
        log.error(
            "Operation {}: a step after its end failed: {}",
            operationId,
            ended.getException().getMessage());
      }
      // An edited route may have forgotten to; an operation must end all the same.
      operations.fold(operationId);
    } catch (RuntimeException e) {
      CatalogTrouble.tell(log, "Operation " + operationId + " cannot be ended, trying again", e);
    } finally {
      ending.remove(operationId);
    }
  }

  /**
   * Stops: begins nothing more, gives running transfers {@code collect.stop-timeout}, ends what
   * waits on a switch at once, and puts what did not end back for the next start.
   */
  @Override
  public void close() {
    stopping.set(true);
    signal.ring();
    live.stopForRestart(true);
    awaitDispatcher();
    if (!running.awaitNone(settings.stopTimeout())) {
      log.info(
          "{} switches did not end within {} and are put back",
          running.count(),
          Durations.format(settings.stopTimeout()));
      live.stopForRestart(false);
    }
    threads.close();
    awaitEndings();
  }

  // It may be taking tasks to work; those are to be counted, and put back.
  private void awaitDispatcher() {
    try {
      if (dispatcher.isAlive() && !dispatcher.join(LAST_STEPS)) {
        log.warn("Taking tasks to work does not end; stopping without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEndings() {
    endings.shutdown();
    try {
      if (!endings.awaitTermination(LAST_STEPS.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A step after the end of an operation does not end; stopping without it");
        endings.shutdownNow();
      }
    } catch (InterruptedException e) {
      endings.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
