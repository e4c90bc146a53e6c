package io.netdepot.collect;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.operation.LiveTask;
import io.netdepot.store.ReceivedFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One try of one task while it runs: what its steps leave for its end. Used by the thread of the
 * try.
 */
final class TaskRun {
  private final Task task;
  private final LiveTask live;

  // Mutable state of the try's thread
  private Optional<StoredPackage> published = Optional.empty();
  private Optional<Refused> refused = Optional.empty();
  private String remark = "";

  // Mutable state under the lock
  private final ReentrantLock lock = new ReentrantLock();
  private boolean stopped;
  private Optional<Thread> interruptible = Optional.empty();

  TaskRun(Task task, LiveTask live) {
    this.task = task;
    this.live = live;
  }

  Task task() {
    return task;
  }

  LiveTask live() {
    return live;
  }

  /**
   * Work that an interrupt may end. Writing a file is not: an interrupt would look like a broken
   * disk.
   */
  interface Interruptible<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Runs work that {@link #interrupt} ends.
   *
   * @throws InterruptedException when the try was told to stop, before or meanwhile
   */
  <T> T interruptibly(Interruptible<T> work) throws IOException, InterruptedException {
    lock.lock();
    try {
      if (stopped) {
        throw new InterruptedException("The try was told to stop");
      }
      interruptible = Optional.of(Thread.currentThread());
    } finally {
      lock.unlock();
    }
    try {
      return work.run();
    } finally {
      endInterruptible();
    }
  }

  // The flag must not reach what the thread does next.
  private void endInterruptible() {
    lock.lock();
    try {
      interruptible = Optional.empty();
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Ends work that may be interrupted, now or when it is about to begin. */
  void interrupt() {
    lock.lock();
    try {
      stopped = true;
      interruptible.ifPresent(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  void published(StoredPackage stored) {
    published = Optional.of(stored);
  }

  Optional<StoredPackage> published() {
    return published;
  }

  /**
   * A file that came and is no package.
   *
   * @param file in the spool
   */
  record Refused(ReceivedFile file, Failure failure) {}

  void refused(ReceivedFile file, Failure failure) {
    refused = Optional.of(new Refused(file, failure));
  }

  Optional<Refused> refused() {
    return refused;
  }

  /** What the client should know although the task ends well. */
  void remark(String text) {
    remark = remark.isEmpty() ? text : remark + "; " + text;
  }

  String remark() {
    return remark;
  }
}
