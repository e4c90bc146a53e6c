package io.netdepot.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Does the writes that wait together in one transaction, so that they share one fsync, and lets
 * their callers go after the commit.
 *
 * <p>What finds too little room left for its {@link Claim} is refused before. When one of them
 * fails, all are rolled back and each is done again in a transaction of its own, so that no caller
 * suffers from another's failure. Used by one thread.
 */
final class GroupCommit {
  private final Jdbi jdbi;
  private final Room room;

  // Mutable state
  private volatile Optional<CatalogFailure> notDurable = Optional.empty();

  GroupCommit(Jdbi jdbi, Room room) {
    this.jdbi = jdbi;
    this.room = room;
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
    List<Job<?>> found;
    try {
      requireDurable();
      found = jdbi.withHandle(handle -> thoseWithRoom(handle, jobs));
    } catch (Throwable e) {
      remember(e);
      jobs.forEach(job -> job.fail(e));
      return;
    }
    if (!found.isEmpty()) {
      commitTogether(found);
    }
    if (found.stream().anyMatch(job -> job.claim() == Claim.NEW)) {
      lookAhead();
    }
  }

  // What was begun now must end, whoever fills the disk until then.
  private void lookAhead() {
    try {
      jdbi.useHandle(handle -> room.roomFor(handle, Claim.NEW));
    } catch (RuntimeException e) {
      // The next change meets it, too, and its caller hears of it.
      remember(e);
    }
  }

  // What is refused leaves the room that others need.
  private List<Job<?>> thoseWithRoom(Handle handle, List<Job<?>> jobs) {
    Map<Claim, Boolean> hasRoom = new EnumMap<>(Claim.class);
    List<Job<?>> found = new ArrayList<>();
    for (Job<?> job : jobs) {
      if (hasRoom.computeIfAbsent(job.claim(), claim -> room.roomFor(handle, claim) >= 0)) {
        found.add(job);
      } else {
        job.fail(CatalogFailure.full(null));
      }
    }
    return found;
  }

  private void commitTogether(List<Job<?>> jobs) {
    try {
      requireDurable();
      run(jobs);
    } catch (Throwable e) {
      remember(e);
      if (jobs.size() == 1) {
        jobs.getFirst().fail(e);
      } else {
        jobs.forEach(job -> commitTogether(List.of(job)));
      }
      return;
    }
    jobs.forEach(Job::release);
  }

  private void run(List<Job<?>> jobs) {
    boolean begunAnew = false;
    for (int tries = 0; !isDone(jobs); tries++) {
      if (!grows(tries)) {
        if (begunAnew) {
          throw CatalogFailure.full(null);
        }
        // On a full disk the log cannot grow; from its beginning it has the room that it took
        // before. Waits for whoever reads from it.
        jdbi.useHandle(Reserve::beginLogAnew);
        begunAnew = true;
      }
    }
  }

  private boolean grows(int tries) {
    try {
      return jdbi.withHandle(handle -> room.grow(handle, tries));
    } catch (RuntimeException e) {
      if (!CatalogFailure.isFull(e)) {
        throw e;
      }
      return false;
    }
  }

  private boolean isDone(List<Job<?>> jobs) {
    try {
      transaction(jobs);
      return true;
    } catch (RuntimeException e) {
      if (!CatalogFailure.isFull(e)) {
        throw e;
      }
      return false;
    }
  }

  private void transaction(List<Job<?>> jobs) {
    Claim least = jobs.stream().map(Job::claim).min(Comparator.naturalOrder()).orElseThrow();
    jdbi.useTransaction(
        handle -> {
          jobs.forEach(job -> job.run(handle));
          if (least != Claim.REMOVAL && !room.leaves(handle, least)) {
            throw CatalogFailure.full(null);
          }
        });
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
