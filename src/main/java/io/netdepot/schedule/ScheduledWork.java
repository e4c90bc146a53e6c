package io.netdepot.schedule;

/**
 * Something that a schedule can begin. Thread-safe.
 *
 * <p>It is called on a virtual thread of its own and may take as long as it takes; it ends early
 * when the thread is interrupted, which happens when the service stops.
 */
@FunctionalInterface
public interface ScheduledWork {
  /** Does it, to its end. */
  RunEnd run() throws InterruptedException;
}
