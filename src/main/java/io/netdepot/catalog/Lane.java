package io.netdepot.catalog;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Platform threads of their own for calls of the database: SQLite is native code, which would pin
 * the carrier of a virtual thread. Callers wait for their result.
 */
final class Lane implements AutoCloseable {
  private final JobQueue queue = new JobQueue();
  private final int group;
  private final Consumer<List<Job<?>>> todo;
  private final List<Thread> threads;

  /**
   * @param group how many waiting jobs a thread takes at once, at most
   * @param todo does the jobs and lets their callers go; throws nothing
   */
  Lane(String name, int threads, int group, Consumer<List<Job<?>>> todo) {
    this.group = group;
    this.todo = todo;
    this.threads =
        IntStream.range(0, threads)
            .mapToObj(n -> Thread.ofPlatform().name(name + "-" + n).daemon().unstarted(this::work))
            .toList();
    this.threads.forEach(Thread::start);
  }

  <T> T call(Claim claim, Work<T> work) {
    Job<T> job = new Job<>(claim, work);
    queue.put(job);
    return job.await();
  }

  private void work() {
    for (List<Job<?>> jobs = queue.take(group); !jobs.isEmpty(); jobs = queue.take(group)) {
      todo.accept(jobs);
    }
  }

  /** Waits for the calls that were made before; later ones fail. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
