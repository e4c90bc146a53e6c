package io.netdepot.catalog;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Does the writes that wait together in one transaction, so that they share one fsync, and lets
 * their callers go after the commit.
 *
 * <p>When one of them fails, all are rolled back and each is done again in a transaction of its
 * own, so that no caller suffers from another's failure. Used by one thread.
 */
final class GroupCommit {
  private final Jdbi jdbi;

  // Mutable state
  private volatile Optional<CatalogFailure> notDurable = Optional.empty();

  GroupCommit(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @throws CatalogFailure when a commit could not be made durable before
   */
  void requireDurable() {
    if (notDurable.isPresent()) {
      throw CatalogFailure.of(notDurable.get());
    }
  }

  // A caller left without an answer would wait for ever, so whatever is thrown is handed over.
  void commit(List<Job<?>> jobs) {
    try {
      requireDurable();
      run(jobs);
    } catch (Throwable e) {
      remember(e);
      if (jobs.size() == 1) {
        jobs.getFirst().fail(e);
      } else {
        jobs.forEach(job -> commit(List.of(job)));
      }
      return;
    }
    jobs.forEach(Job::release);
  }

  // On a full disk the log cannot grow; from its beginning it has the room that it took before.
  private void run(List<Job<?>> jobs) {
    try {
      transaction(jobs);
    } catch (RuntimeException e) {
      if (!isFull(e)) {
        throw e;
      }
      try {
        jdbi.useHandle(Reserve::beginLogAnew);
      } catch (RuntimeException unhelped) {
        e.addSuppressed(unhelped);
        throw e;
      }
      transaction(jobs);
    }
  }

  private void transaction(List<Job<?>> jobs) {
    jdbi.useTransaction(handle -> jobs.forEach(job -> job.run(handle)));
  }

  private static boolean isFull(RuntimeException thrown) {
    return CatalogFailure.of(thrown) instanceof CatalogFailure failure
        && failure.kind() == CatalogFailure.Kind.DISK_FULL;
  }

  // After a failed fsync the kernel may have dropped the pages: another fsync would succeed and
  // tell a lie.
  private void remember(Throwable thrown) {
    if (notDurable.isEmpty()
        && CatalogFailure.of(thrown) instanceof CatalogFailure failure
        && failure.kind() == CatalogFailure.Kind.NOT_DURABLE) {
      notDurable = Optional.of(failure);
    }
  }
}
