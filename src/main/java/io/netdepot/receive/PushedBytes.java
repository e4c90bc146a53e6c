package io.netdepot.receive;

import io.netdepot.config.Durations;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one file of a reception, from its first byte to the one who waits for it. Thread-safe: the
 * connection of the switch writes, the task's thread waits.
 */
final class PushedBytes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PushedBytes.class);

  private final Spool spool;
  private final long most;
  private final Progress progress;
  private final Flow flow;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Mutable state, guarded by lock.
  private @Nullable SpoolFile file;
  private @Nullable ReceivedFile whole;
  private @Nullable Failure failed;
  private @Nullable Failure refusal;
  private boolean taken;
  private boolean closed;

  /**
   * A file to come.
   *
   * @param most the longest it may be, in bytes
   */
  PushedBytes(Spool spool, long most, Progress progress, Flow flow) {
    this.spool = spool;
    this.most = most;
    this.progress = progress;
    this.flow = flow;
  }

  /** Begins the file; false when there was one before, or nobody waits any more. */
  boolean begin() {
    lock.lock();
    try {
      if (closed || file != null || failed != null) {
        if (!closed && failed == null) {
          refusal =
              new Failure(
                  FailureReason.PACKAGE_UNREADABLE,
                  Phase.FETCH,
                  "The switch pushed a second file, and one was asked for");
        }
        return false;
      }
      file = spool.create();
      flow.begin();
      return true;
    } catch (IOException e) {
      fail(storage("No file could be begun for the package", e));
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Appends bytes; false when they are refused, and then the file is lost. */
  boolean write(long offset, byte[] bytes, int from, int length) {
    lock.lock();
    try {
      SpoolFile open = file;
      if (open == null || closed || failed != null || whole != null) {
        return false;
      }
      if (offset != open.size()) {
        fail(
            new Failure(
                FailureReason.TRANSFER_INCOMPLETE,
                Phase.FETCH,
                "The switch went on at byte "
                    + offset
                    + " of the package where byte "
                    + open.size()
                    + " was due"));
        return false;
      }
      if (open.size() + length > most) {
        fail(
            new Failure(
                FailureReason.TOO_LARGE,
                Phase.FETCH,
                "The switch pushed more than " + most + " bytes (collect.max-package)"));
        return false;
      }
      open.write(bytes, from, length);
      flow.came(open.size());
      progress.received(open.size());
      return true;
    } catch (IOException e) {
      fail(storage("The package could not be written", e));
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** All bytes have come: makes them durable. False when that is not so. */
  boolean end() {
    lock.lock();
    try {
      SpoolFile open = file;
      if (open == null || closed || failed != null) {
        return false;
      }
      if (whole == null) {
        whole = open.finish();
        changed.signalAll();
      }
      return true;
    } catch (IOException e) {
      fail(storage("The package could not be made durable", e));
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The connection that wrote is gone; without an end that came before, the file is cut short. */
  void lost() {
    lock.lock();
    try {
      if (file != null && whole == null && failed == null && !closed) {
        fail(
            new Failure(
                FailureReason.TRANSFER_INCOMPLETE,
                Phase.FETCH,
                "The switch's connection ended after "
                    + file.size()
                    + " bytes of the package, before it had said that this is all"));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something the switch tried was refused; it may yet do better. */
  void refused(FailureReason reason, String details) {
    lock.lock();
    try {
      refusal = new Failure(reason, Phase.FETCH, details);
    } finally {
      lock.unlock();
    }
  }

  /** The bytes of the file so far; empty before it was begun. */
  Optional<Long> size() {
    lock.lock();
    try {
      return whole != null
          ? Optional.of(whole.size())
          : Optional.ofNullable(file).map(SpoolFile::size);
    } finally {
      lock.unlock();
    }
  }

  /** What was refused so far, and whether the file has stopped coming. */
  Optional<Failure> refusal() {
    lock.lock();
    try {
      if (failed == null && whole == null && !closed) {
        flow.trouble().ifPresent(this::fail);
      }
      return Optional.ofNullable(failed).or(() -> Optional.ofNullable(refusal));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the whole file, which is the caller's then. */
  ReceivedFile await(Duration longest) throws SwitchFailure {
    long end = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      while (true) {
        if (failed != null) {
          throw new SwitchFailure(failed, null);
        }
        if (closed || taken) {
          throw interrupted();
        }
        if (whole != null) {
          taken = true;
          return whole;
        }
        flow.trouble().ifPresent(this::fail);
        long left = end - System.nanoTime();
        if (failed == null && left <= 0) {
          throw new SwitchFailure(notInTime(longest), null);
        }
        if (failed == null) {
          var unused = changed.await(Math.min(left, flow.nextLook()), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private Failure notInTime(Duration longest) {
    if (refusal != null) {
      return refusal;
    }
    return new Failure(
        FailureReason.TRANSFER_INCOMPLETE,
        Phase.FETCH,
        file == null
            ? "The switch said that it had pushed the package, and nothing came within "
                + Durations.format(longest)
                + "; look whether receiver.address is ours as the switch sees it"
            : "Not all of the package came within " + Durations.format(longest));
  }

  private static SwitchFailure interrupted() {
    return new SwitchFailure(
        FailureReason.INTERRUPTED, Phase.FETCH, "Nobody waits for the package any more");
  }

  private void fail(Failure why) {
    failed = why;
    if (file != null) {
      file.close();
    }
    changed.signalAll();
  }

  private static Failure storage(String what, IOException e) {
    if (e instanceof ClosedByInterruptException
        || e.getCause() instanceof ClosedByInterruptException) {
      return new Failure(
          FailureReason.TRANSFER_INCOMPLETE,
          Phase.FETCH,
          "The switch's connection ended in the middle of the package");
    }
    return new Failure(
        e instanceof StorageFullException
            ? FailureReason.STORAGE_FULL
            : FailureReason.STORAGE_FAILED,
        Phase.FETCH,
        what + ": " + e.getMessage());
  }

  /** Nobody waits any more: a part of a file goes, and so does a whole one that nobody took. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      if (file != null) {
        file.close();
      }
      if (whole != null && !taken) {
        spool.drop(whole);
      }
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }
}
