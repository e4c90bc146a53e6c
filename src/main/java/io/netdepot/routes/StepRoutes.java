package io.netdepot.routes;

import io.netdepot.routes.GenerationLoader.Loaded;
import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.yaml.FileProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step routes that are at work. New work goes to the newest generation; work under way stays on
 * the one it began on, which is taken away when nothing uses it any more. Thread-safe.
 */
public final class StepRoutes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StepRoutes.class);

  private final CamelContext context;
  private final GenerationLoader loader;
  private final RouteCheck check;
  private final StepSources sources;
  private final RouteStates states;
  private final ProducerTemplate template;
  private final InstantSource clock;

  // Mutable state: the lock is held while generations change, not while work runs.
  private final ReentrantLock lock = new ReentrantLock();
  private final List<RunningGeneration> generations = new CopyOnWriteArrayList<>();
  private int lastNumber;

  /**
   * Begins without any route.
   *
   * @param context the running context, which {@code surroundings} have been put into
   */
  public StepRoutes(
      CamelContext context,
      StepSurroundings surroundings,
      List<RouteRule> rules,
      InstantSource clock) {
    this.context = context;
    this.clock = clock;
    this.loader = new GenerationLoader(rules);
    this.check = new RouteCheck(new GenerationLoader(rules), surroundings);
    this.sources = new StepSources(context);
    this.states = new RouteStates(context);
    this.template = context.createProducerTemplate();
  }

  /**
   * What is wrong with the files of a directory, without touching a running route; empty when
   * nothing is.
   */
  public static List<FileProblem> check(
      Path directory, StepSurroundings surroundings, List<RouteRule> rules) {
    try {
      return new RouteCheck(new GenerationLoader(rules), surroundings)
          .check(RouteFiles.read(directory), Optional.empty())
          .problems();
    } catch (IOException e) {
      return List.of(RouteFileException.problem(directory, e));
    }
  }

  /** Sentences about what somebody may miss in a directory, though nothing is wrong with it. */
  public static List<String> remarks(Path directory) {
    try {
      return new RouteFolder(directory)
          .contents().ignored().stream().map(RouteFolder::remark).toList();
    } catch (IOException e) {
      // Why it cannot be read is said as what is wrong with it.
      return List.of();
    }
  }

  /** A sentence for each component that is opened to route files and that there is not. */
  public static List<String> unknownComponents(StepSurroundings surroundings) {
    try (DefaultCamelContext scratch = new DefaultCamelContext()) {
      scratch.disableJMX();
      surroundings.prepare(scratch);
      return OpenComponents.problems(scratch, surroundings.components());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts the files of a directory to work as the newest generation; all of them or, when one is
   * refused, none.
   *
   * @throws RoutesRefusedException when a file is bad; what was at work goes on
   * @throws IOException when a file cannot be read
   */
  public void load(Path directory) throws IOException, RoutesRefusedException {
    load(RouteFiles.read(directory), Optional.empty());
    removeUnused();
  }

  /**
   * The same with files that have been read; sets that are unused then stay until {@link
   * #removeUnused}.
   *
   * @param earlier the last good set, should none be at work yet
   */
  void load(RouteFiles files, Optional<RouteFiles> earlier) throws RoutesRefusedException {
    RouteCheck.Checked checked = check.check(files, newestFiles().or(() -> earlier));
    if (!checked.problems().isEmpty()) {
      throw new RoutesRefusedException(checked.problems());
    }
    lock.lock();
    try {
      List<RunningGeneration> before = List.copyOf(generations);
      RunningGeneration next =
          startInPlaceOf(before, new Generation(++lastNumber), files, checked.routes());
      generations.add(next);
      log.info(
          "Step routes loaded: {} from {} files, generation {}",
          next.routeIds().size(),
          files.files().size(),
          next.generation().number());
      before.forEach(older -> older.retire(clock.instant()));
    } finally {
      lock.unlock();
    }
  }

  // A folder has one reader. That of the older set takes nothing new from here on, and goes on when
  // the newer one is refused after all.
  private RunningGeneration startInPlaceOf(
      List<RunningGeneration> before,
      Generation generation,
      RouteFiles files,
      List<RouteOutline> outlines)
      throws RoutesRefusedException {
    RunningGeneration next = add(generation, files, outlines);
    List<String> paused =
        before.stream()
            .flatMap(older -> older.sources().stream())
            .filter(sources::isRunning)
            .toList();
    paused.forEach(sources::pause);
    try {
      startSources(next, outlines);
      return next;
    } catch (RoutesRefusedException e) {
      giveUp(next);
      paused.forEach(sources::resume);
      throw e;
    }
  }

  private void startSources(RunningGeneration next, List<RouteOutline> outlines)
      throws RoutesRefusedException {
    for (String id : next.sources()) {
      try {
        sources.start(id);
      } catch (Exception e) {
        FileProblem problem =
            new FailurePlace(next.generation(), outlines).ofSource(id, next.file(id), e);
        throw new RoutesRefusedException(List.of(problem));
      }
    }
  }

  // One of its sources may have begun something before another one failed; that ends as well.
  private void giveUp(RunningGeneration refused) {
    List<String> begun = refused.sources().stream().filter(sources::isRunning).toList();
    begun.forEach(sources::pause);
    if (begun.isEmpty() || generations.isEmpty()) {
      removeAll(refused.generation());
    } else {
      refused.retire(clock.instant());
      generations.addFirst(refused);
    }
  }

  private RunningGeneration add(
      Generation generation, RouteFiles files, List<RouteOutline> outlines)
      throws RoutesRefusedException {
    Map<String, String> routes = new LinkedHashMap<>();
    List<String> waiting = new ArrayList<>();
    TappedCopies copies = new TappedCopies();
    for (RouteFile file : files.files()) {
      try {
        Loaded loaded = loader.add(context, generation, file, copies);
        loaded.ids().forEach(id -> routes.put(id, file.name()));
        waiting.addAll(loaded.sources());
      } catch (Exception e) {
        removeAll(generation);
        throw new RoutesRefusedException(
            List.of(new FailurePlace(generation, outlines).problem(file, e)));
      }
    }
    return new RunningGeneration(generation, files, routes, waiting, copies, clock.instant());
  }

  // Asked of the context: a file that failed may have left some of its routes there.
  private void removeAll(Generation generation) {
    context.getRoutes().stream()
        .filter(route -> Generation.of(route).equals(Optional.of(generation)))
        .map(Route::getRouteId)
        .toList()
        .forEach(this::remove);
  }

  /**
   * Sends an exchange through a step of the newest generation, on the calling thread, until it is
   * done.
   *
   * @param seam the name after {@code direct:}
   * @return the exchange, with what it ended with; a failure is on it, not thrown
   */
  public Exchange send(String seam, Consumer<Exchange> prepare) {
    RunningGeneration newest = enterNewest();
    try {
      Endpoint entry = context.getEndpoint("direct:" + seam);
      Exchange exchange = DefaultExchange.newFromEndpoint(entry);
      newest.generation().pin(exchange);
      prepare.accept(exchange);
      return template.send(entry, exchange);
    } finally {
      newest.leave();
      removeUnused();
    }
  }

  /** Whether a route of the newest generation is from a seam. */
  public boolean has(String seam) {
    Optional<Generation> newest = newest();
    return newest.isPresent()
        && context.getComponent("direct", StepComponent.class).consumer(seam, newest).isPresent();
  }

  private RunningGeneration enterNewest() {
    while (true) {
      List<RunningGeneration> now = generations;
      if (now.isEmpty()) {
        throw new IllegalStateException("No step routes are loaded");
      }
      RunningGeneration newest = now.getLast();
      if (newest.enter()) {
        return newest;
      }
    }
  }

  /** Takes away what no work uses any more; it is listed until nothing of it is left. */
  void removeUnused() {
    if (generations.size() < 2) {
      return;
    }
    List<RunningGeneration> unused = new ArrayList<>();
    lock.lock();
    try {
      for (RunningGeneration generation : List.copyOf(generations)) {
        if (isUnused(generation) && generation.claimRemoval()) {
          unused.add(generation);
        }
      }
    } finally {
      lock.unlock();
    }
    for (RunningGeneration generation : unused) {
      generation.routeIds().forEach(this::remove);
      generations.remove(generation);
      log.info("Step routes of generation {} taken away", generation.generation().number());
    }
  }

  private boolean isUnused(RunningGeneration generation) {
    return generation.isLeft(clock.instant())
        && generation.sources().stream().noneMatch(sources::isLooking)
        && generation.routeIds().stream()
            .allMatch(id -> context.getInflightRepository().size(id) == 0);
  }

  private void remove(String routeId) {
    if (context.getRoute(routeId) == null) {
      return;
    }
    try {
      context.getRouteController().stopRoute(routeId);
      context.removeRoute(routeId);
    } catch (Exception e) {
      log.warn("Route {} could not be taken away: {}", routeId, Reasons.of(e));
    }
  }

  /**
   * The numbers of the generations that are at work, oldest first; more than one while old work
   * drains.
   */
  public List<Integer> generations() {
    return generations.stream().map(running -> running.generation().number()).toList();
  }

  /**
   * The routes that should run and do not, as their files or the APIs call them; empty while a set
   * is being exchanged, when its sources stand still for a moment.
   */
  List<String> stopped() {
    if (!lock.tryLock()) {
      return List.of();
    }
    try {
      return states.stopped(newest());
    } finally {
      lock.unlock();
    }
  }

  /** Why a source of the newest set takes nothing at the moment, by the name of its route. */
  Map<String, String> sourceTroubles() {
    return states.sourceTroubles(newest());
  }

  private Optional<Generation> newest() {
    List<RunningGeneration> now = generations;
    return now.isEmpty() ? Optional.empty() : Optional.of(now.getLast().generation());
  }

  /** What is at work, oldest first. */
  List<RouteSet> sets() {
    List<RunningGeneration> now = List.copyOf(generations);
    return now.stream().map(running -> states.set(running, running == now.getLast())).toList();
  }

  /** The files of the newest set; empty before the first load. */
  Optional<RouteFiles> newestFiles() {
    List<RunningGeneration> now = List.copyOf(generations);
    return now.isEmpty() ? Optional.empty() : Optional.of(now.getLast().files());
  }

  @Override
  public void close() {
    template.stop();
  }
}
