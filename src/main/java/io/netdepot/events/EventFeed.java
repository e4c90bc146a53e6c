package io.netdepot.events;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.Event;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.operation.WorkSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to those who follow them, as soon as they are committed. They are read from the
 * catalog once for all followers, after a commit and not by the clock; while nobody follows,
 * nothing is read. Thread-safe.
 */
public final class EventFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
  private static final int BATCH = 256;
  // Who is further behind reads from the catalog.
  private static final int RECENT = 2048;
  private static final int TRIM_BATCH = 5000;
  private static final Duration UNTIL_NEXT_TRIM = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofHours(1);

  private final EventCatalog events;
  private final long keep;
  private final WorkSignal signal = new WorkSignal();
  private final Thread reader = Thread.ofVirtual().name("events").unstarted(this::read);
  private final AtomicBoolean stopping = new AtomicBoolean();

  // Mutable state. Whoever moves the newest on holds the first lock; the second guards what
  // followers see.
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Event> recent = new ArrayDeque<>();
  private long newest;
  private int followers;

  /**
   * A feed that does not read yet.
   *
   * @param keep how many of the newest events stay in the catalog, or a few more
   */
  public EventFeed(EventCatalog events, long keep) {
    this.events = events;
    this.keep = keep;
  }

  public void start() {
    events.listen(signal::ring);
    signal.ring();
    reader.start();
  }

  private void read() {
    long trimmed = System.nanoTime() - UNTIL_NEXT_TRIM.toNanos();
    while (!stopping.get()) {
      try {
        signal.await(LONG);
        if (followers() > 0) {
          catchUp();
        }
        if (System.nanoTime() - trimmed >= UNTIL_NEXT_TRIM.toNanos()) {
          trimmed = System.nanoTime();
          trim();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        CatalogTrouble.tell(log, "Events cannot be read, trying again at the next change", e);
      }
    }
  }

  // A tenth more than is kept may gather, so that there is not a write for every write.
  private void trim() {
    EventCatalog.Kept kept = events.kept();
    if (kept.newest() - kept.oldest() < keep + keep / 10) {
      return;
    }
    int forgotten;
    do {
      forgotten = events.trim(keep, TRIM_BATCH);
    } while (forgotten == TRIM_BATCH && !stopping.get());
  }

  private void catchUp() {
    reading.lock();
    try {
      List<Event> more;
      do {
        more = events.after(newestSeen(), BATCH);
        show(more);
      } while (more.size() == BATCH);
    } finally {
      reading.unlock();
    }
  }

  private void show(List<Event> more) {
    if (more.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      recent.addAll(more);
      while (recent.size() > RECENT) {
        recent.removeFirst();
      }
      newest = more.getLast().id();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long newestSeen() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /** How many follow now. */
  public int followers() {
    return count(0);
  }

  /**
   * Follows the events.
   *
   * @param after the last one that was seen; empty begins with the next one to come
   */
  public Following follow(OptionalLong after) {
    EventCatalog.Kept kept = join();
    long from = after.orElse(kept.newest());
    // A higher one than was ever given was seen before the catalog was taken from a backup.
    boolean missed = from < kept.oldest() - 1 || from > kept.newest();
    return new Following(missed ? behind(from, kept) : from, missed);
  }

  // Where to go on when some are missing: as far back as there is anything.
  private static long behind(long from, EventCatalog.Kept kept) {
    return from > kept.newest() ? kept.newest() : kept.oldest() - 1;
  }

  private EventCatalog.Kept join() {
    reading.lock();
    try {
      // Counted before the look: what is committed after it rings for a follower.
      boolean first = count(1) == 1;
      EventCatalog.Kept kept = events.kept();
      if (first) {
        forgetBefore(kept.newest());
      }
      return kept;
    } catch (RuntimeException e) {
      count(-1);
      throw e;
    } finally {
      reading.unlock();
    }
  }

  private int count(int more) {
    lock.lock();
    try {
      followers += more;
      if (more < 0) {
        changed.signalAll();
      }
      return followers;
    } finally {
      lock.unlock();
    }
  }

  // Nobody read since the last follower left.
  private void forgetBefore(long id) {
    lock.lock();
    try {
      recent.clear();
      newest = id;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Some events that follow each other.
   *
   * @param missed whether there were others before them that are not kept any more
   * @param events oldest first; none when none came in time
   * @param position what to go on after, also when there are no events
   */
  public record Batch(boolean missed, List<Event> events, long position) {
    public Batch {
      events = List.copyOf(events);
    }
  }

  /** One who follows. Used by one thread; anybody may close it. */
  public final class Following implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    // Mutable state of the following thread
    private long position;
    private boolean missed;

    private Following(long position, boolean missed) {
      this.position = position;
      this.missed = missed;
    }

    /** The next events; none when none came in so long a time, or when this was closed. */
    public Batch next(Duration longest) throws InterruptedException {
      if (missed) {
        missed = false;
        return new Batch(true, List.of(), position);
      }
      List<Event> found = await(longest) ? ahead() : List.of();
      if (!found.isEmpty()) {
        position = found.getLast().id();
      }
      boolean gap = missed;
      missed = false;
      return new Batch(gap, found, position);
    }

    /** The id of the last event that was given, or from which it began. */
    public long position() {
      return position;
    }

    private boolean await(Duration longest) throws InterruptedException {
      long left = longest.toNanos();
      lock.lock();
      try {
        while (newest <= position) {
          if (closed.get() || left <= 0) {
            return false;
          }
          left = changed.awaitNanos(left);
        }
        return !closed.get();
      } finally {
        lock.unlock();
      }
    }

    private List<Event> ahead() {
      lock.lock();
      try {
        if (!recent.isEmpty() && recent.getFirst().id() <= position + 1) {
          return recent.stream().filter(event -> event.id() > position).limit(BATCH).toList();
        }
      } finally {
        lock.unlock();
      }
      List<Event> found = events.after(position, BATCH);
      if (!found.isEmpty() && found.getFirst().id() > position + 1) {
        // Numbers are given without holes, so what is not there was forgotten meanwhile.
        missed = true;
      }
      return found;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        count(-1);
      }
    }
  }

  /** Reads no more; those who follow are to be closed by who opened them. */
  @Override
  public void close() {
    events.listen(() -> {});
    stopping.set(true);
    signal.ring();
  }
}
