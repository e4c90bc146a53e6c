package io.netdepot.soak;

import io.netdepot.process.DepotApi;
import io.netdepot.process.ProductJava;
import io.netdepot.process.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;

/**
 * Lets workers work on a service and kills it at random moments, while it starts too; after each
 * start it looks whether all that was acknowledged is still so. One harness for all kinds of work:
 * another kind is another {@link Worker}.
 */
final class KillRun {
  private static final Duration LONGEST_TO_REST = Duration.ofMinutes(2);
  private static final int LONGEST_ROUND_MILLIS = 1_200;
  private static final int LONGEST_START_MILLIS = 2_000;

  private final ProductJava java;
  private final Path folder;
  private final Path data;
  private final Map<String, String> settings;
  private final List<Worker> workers;
  private final Random random;

  KillRun(
      ProductJava java,
      Path folder,
      Path data,
      Map<String, String> settings,
      List<Worker> workers,
      long seed) {
    this.java = java;
    this.folder = folder;
    this.data = data;
    this.settings = Map.copyOf(settings);
    this.workers = List.copyOf(workers);
    this.random = new Random(seed);
  }

  /** Runs so many rounds, and one to the rest of all work. */
  void run(int rounds) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      // Now and then all work may end, so that ends are seen and the first tries of the next.
      boolean rest = round == rounds || random.nextInt(4) == 0;
      try {
        round(rest);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("Round " + round + ": " + e.getMessage(), e);
      }
    }
  }

  private void round(boolean rest) throws Exception {
    StoredFiles files = new StoredFiles(data);
    Set<String> spooled = files.spool();
    if (random.nextInt(5) == 0) {
      killWhileItStarts();
    }
    try (ServiceProcess service = ServiceProcess.start(java, folder, data, settings)) {
      try (DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), data)) {
        files.verifySwept(spooled);
        for (Worker worker : workers) {
          worker.verify(api);
        }
        work(api, service, rest);
        if (rest) {
          verifyAtRest(api, files);
        }
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\nLog of the service:\n" + service.log(), e);
      }
      service.kill();
    }
  }

  private void killWhileItStarts() throws IOException, InterruptedException {
    try (ServiceProcess service = ServiceProcess.start(java, folder, data, settings)) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_START_MILLIS));
      service.kill();
    }
  }

  /** Lets all workers work beside each other for a random time, and kills, or lets them end. */
  private void work(DepotApi api, ServiceProcess service, boolean rest)
      throws InterruptedException, ExecutionException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean killed = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Worker worker : workers) {
        Random own = new Random(random.nextLong());
        running.add(
            threads.submit(
                () -> {
                  work(worker, api, own, over, killed);
                  return null;
                }));
      }
      // The random moment is the point of it: nothing could be waited for instead.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ROUND_MILLIS));
      over.set(rest);
      if (!rest) {
        killed.set(true);
        service.kill();
        api.close();
      }
    }
    for (Future<?> each : running) {
      each.get();
    }
  }

  private static void work(
      Worker worker, DepotApi api, Random random, AtomicBoolean over, AtomicBoolean killed)
      throws IOException, InterruptedException {
    try {
      while (!over.get() && !killed.get()) {
        worker.work(api, random);
      }
    } catch (IOException e) {
      if (!killed.get()) {
        throw e;
      }
    }
  }

  private void verifyAtRest(DepotApi api, StoredFiles files)
      throws IOException, InterruptedException, SQLException {
    Awaitility.await("all work ends")
        .atMost(LONGEST_TO_REST)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> allAtRest(api));
    for (Worker worker : workers) {
      worker.verifyAtRest(api);
    }
    files.verifyAtRest();
  }

  private boolean allAtRest(DepotApi api) throws IOException, InterruptedException {
    for (Worker worker : workers) {
      if (!worker.atRest(api)) {
        return false;
      }
    }
    return true;
  }
}
