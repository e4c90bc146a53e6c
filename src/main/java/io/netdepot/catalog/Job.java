package io.netdepot.catalog;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;

/**
 * A call on its way: done by a thread of the database, awaited by the caller's thread.
 *
 * <p>{@link #run} and {@link #release} are apart because a result counts only after the commit.
 */
final class Job<T> {
  private final Claim claim;
  private final Work<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private Optional<T> result = Optional.empty();

  Job(Claim claim, Work<T> work) {
    this.claim = claim;
    this.work = work;
  }

  Claim claim() {
    return claim;
  }

  /** Does the work and keeps its result back. */
  void run(Handle handle) {
    result = Optional.of(work.with(handle));
  }

  /** Lets the caller go with the result. */
  void release() {
    answer.complete(result.orElseThrow());
  }

  /** Lets the caller go with a failure. */
  void fail(Throwable thrown) {
    answer.completeExceptionally(thrown);
  }

  /**
   * Waits for the result. An interrupt does not end the wait, since the caller could not know
   * whether its change was recorded; the thread's interrupt flag is kept.
   */
  T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw CatalogFailure.of(e.getCause() == null ? e : e.getCause());
    }
  }
}
