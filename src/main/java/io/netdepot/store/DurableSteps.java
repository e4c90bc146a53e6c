package io.netdepot.store;

import io.netdepot.config.DataSize;
import io.netdepot.files.Disk;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Makes a file durable while it is being written, each {@link #STEP} bytes, on threads of their
 * own. Never more than two such steps wait for the disk: whoever writes faster than the disk keeps
 * waits, and so whoever has written the last byte has at most these to wait for.
 *
 * <p>Used by the writer's thread.
 */
final class DurableSteps {
  // Half of what may wait at the end: on a disk of 200 MB/s that is 0.17 s.
  static final long STEP = DataSize.ofMib(16).bytes();

  private final FileChannel channel;
  private final Disk disk;
  private final DiskFaults faults;

  // Mutable state
  private long next = STEP;
  private Optional<FutureTask<Optional<IOException>>> running = Optional.empty();

  DurableSteps(FileChannel channel, Disk disk, DiskFaults faults) {
    this.channel = channel;
    this.disk = disk;
    this.faults = faults;
  }

  /**
   * So many bytes are written.
   *
   * @throws StorageFailedException when the step before failed
   */
  void reached(long size) throws IOException {
    if (size < next) {
      return;
    }
    await();
    next = size + STEP;
    FutureTask<Optional<IOException>> step = new FutureTask<>(this::force);
    running = Optional.of(step);
    // Not a virtual thread: a force holds its thread for as long as the disk takes.
    Thread.ofPlatform().daemon().name("netdepot-durable").start(step);
  }

  private Optional<IOException> force() {
    try {
      disk.force(channel);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(faults.ofForce("make a received file durable", e));
    }
  }

  /**
   * Waits for the step under way. A failed one is never tried again.
   *
   * @throws StorageFailedException when it failed
   * @throws ClosedByInterruptException when the thread is interrupted, as by a write
   */
  void await() throws IOException {
    if (running.isEmpty()) {
      return;
    }
    try {
      Optional<IOException> failure = running.get().get();
      if (failure.isPresent()) {
        throw failure.get();
      }
      running = Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A step failed as no disk does", e);
    }
  }
}
