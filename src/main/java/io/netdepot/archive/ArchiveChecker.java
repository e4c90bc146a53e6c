package io.netdepot.archive;

import io.netdepot.config.CollectSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a few archives at one time, first come first served, on platform threads of its own:
 * inflating is CPU work and would hold up the virtual threads that transfers run on. Thread-safe.
 */
public final class ArchiveChecker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ArchiveChecker.class);
  private static final long IDLE_SECONDS = 60;
  private static final long STOP_SECONDS = 5;

  private final ArchiveCheck check;
  private final Semaphore permits;
  private final ThreadPoolExecutor threads;

  public ArchiveChecker(CollectSettings settings) {
    int atOnce = settings.checkPermits();
    this.check = new ArchiveCheck(settings);
    this.permits = new Semaphore(atOnce, true);
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("archive-check-", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for its turn, then checks.
   *
   * @throws InterruptedException when the caller was interrupted; the check ends on its own within
   *     a second
   * @throws InterruptedIOException when the checker was closed meanwhile
   * @throws IOException when the archive cannot be read
   */
  public ArchiveVerdict check(ArchiveSource source) throws IOException, InterruptedException {
    permits.acquire();
    try {
      return await(threads.submit(() -> checkNow(source)));
    } catch (RejectedExecutionException e) {
      throw stopping();
    } finally {
      permits.release();
    }
  }

  /** How many callers wait for their turn. */
  public int waiting() {
    return permits.getQueueLength();
  }

  private ArchiveVerdict checkNow(ArchiveSource source) throws IOException {
    try (InputStream archive = source.open()) {
      return check.check(archive);
    }
  }

  private static ArchiveVerdict await(Future<ArchiveVerdict> result)
      throws IOException, InterruptedException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      throw e;
    } catch (CancellationException e) {
      throw stopping();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unexpected -> throw unexpected;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static InterruptedIOException stopping() {
    return new InterruptedIOException("The service is stopping and checks no more archives");
  }

  /** Interrupts running checks and waits for them, a few seconds at most. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.warn("A check of an archive goes on although the service stops; its disk may hang");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
