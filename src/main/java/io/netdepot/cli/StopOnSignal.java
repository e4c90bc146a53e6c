package io.netdepot.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in good order when it is asked to (SIGTERM, SIGINT, SIGHUP): closes what it was
 * given, the last first, and exits with 0. An exit that is asked for is no failure, and supervisors
 * would count Java's own 143 as one.
 */
final class StopOnSignal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);

  private final IntConsumer exit;
  private final Thread hook = new Thread(this::stop, "stop");
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state
  private final Deque<Runnable> open = new ArrayDeque<>();

  StopOnSignal(IntConsumer exit) {
    this.exit = exit;
  }

  static StopOnSignal install() {
    // Inside a shutdown hook only halt can still choose the exit status.
    StopOnSignal signal = new StopOnSignal(Runtime.getRuntime()::halt);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Adds something to be closed before all that was added earlier. */
  void closes(Runnable resource) {
    lock.lock();
    try {
      open.push(resource);
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    int status = 0;
    for (Runnable resource = next(); resource != null; resource = next()) {
      try {
        resource.run();
      } catch (RuntimeException e) {
        LOG.error("Could not stop in good order", e);
        status = 1;
      }
    }
    exit.accept(status);
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      return open.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The process goes on to its end by itself. Where a signal is ending it already, this waits for
   * that: what fails because all is being closed is nothing to tell the user.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("A signal is ending the process already");
      waitForTheEnd();
    }
  }

  private void waitForTheEnd() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
