package io.netdepot.store;

import io.netdepot.config.DataSize;
import io.netdepot.files.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file being received: counted and hashed in the pass that writes it, and made durable in steps
 * beside it, so that little is left to do after the last byte.
 *
 * <p>For one writer; not thread-safe. An interrupt of the writer's thread ends a write with {@link
 * java.nio.channels.ClosedByInterruptException}. After any failed write the file can only be
 * closed.
 */
public final class SpoolFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolFile.class);
  // Asking costs microseconds. What all files being received can take of the room that shall stay
  // free is so much each, whether their length was known before or not.
  private static final long GUARD_EVERY = DataSize.ofMib(1).bytes();

  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final DiskGuard guard;
  private final DiskFaults faults;
  private final Disk disk;
  private final DurableSteps steps;
  private final MessageDigest digest = sha256();

  // Mutable state
  private long size;
  private long guardAt = GUARD_EVERY;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    BROKEN,
    FINISHED,
    REMOVED
  }

  SpoolFile(
      String name, Path path, FileChannel channel, DiskGuard guard, DiskFaults faults, Disk disk) {
    this.name = name;
    this.path = path;
    this.channel = channel;
    this.guard = guard;
    this.faults = faults;
    this.disk = disk;
    this.steps = new DurableSteps(channel, disk, faults);
  }

  /** Writes the rest of an array. */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    write(ByteBuffer.wrap(bytes, offset, length));
  }

  /**
   * Writes all that remains in the buffer.
   *
   * @throws StorageFullException when the disk filled up meanwhile
   * @throws StorageFailedException when the disk refused to write, or to keep what was written
   */
  public void write(ByteBuffer bytes) throws IOException {
    requireOpen();
    state = State.BROKEN;
    if (size >= guardAt) {
      guard.require(bytes.remaining());
      guardAt = size + GUARD_EVERY;
    }
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      try {
        size += disk.write(channel, bytes);
      } catch (IOException e) {
        throw faults.of("write a received file", e);
      }
    }
    steps.reached(size);
    state = State.OPEN;
  }

  /** The bytes written so far. */
  public long size() {
    return size;
  }

  /**
   * Makes the file durable and hands it over: from now on it belongs to whoever holds the result.
   *
   * @throws StorageFailedException when it could not be made durable; that is never tried again
   */
  public ReceivedFile finish() throws IOException {
    requireOpen();
    state = State.BROKEN;
    steps.await();
    try {
      disk.force(channel);
      channel.close();
    } catch (IOException e) {
      throw faults.ofForce("make a received file durable", e);
    }
    state = State.FINISHED;
    return new ReceivedFile(name, size, Sha256.of(digest.digest()));
  }

  /** Removes the file unless it was finished. Does nothing the second time. */
  @Override
  public void close() {
    if (state == State.FINISHED || state == State.REMOVED) {
      return;
    }
    state = State.REMOVED;
    try (channel) {
      disk.delete(path);
    } catch (IOException e) {
      log.warn("Could not remove {} from the spool ({}); the next start will", path, e.toString());
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("The received file is " + state + " and cannot be written");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
