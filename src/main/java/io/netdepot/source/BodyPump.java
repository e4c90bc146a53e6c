package io.netdepot.source;

import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from a connection into the spool on two threads, one that reads and one that hashes
 * and writes, with blocks between them that are used again and again: hashing costs as much as
 * receiving.
 */
final class BodyPump {
  private static final int BLOCK = 128 * 1024;
  private static final int BLOCKS = 16;
  private static final long LOOK_UP_MILLIS = 500;
  private static final Block END = new Block(0);

  private final SpoolFile file;
  private final Transfer transfer;
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS + 1);
  private final BlockingQueue<Block> spare = new ArrayBlockingQueue<>(BLOCKS + 1);
  private volatile @Nullable Throwable failed;

  private static final class Block {
    final byte[] bytes;
    int length;

    Block(int size) {
      bytes = new byte[size];
    }
  }

  /** What looks at bytes that came before they are written. */
  @FunctionalInterface
  interface Inspector {
    /** {@code length} bytes came; {@code bytes} may be looked at during the call. */
    void came(byte[] bytes, int length) throws SourceFailure;
  }

  /** A cut of the transfer ends the wait for a disk that is behind. */
  BodyPump(SpoolFile file, Transfer transfer) {
    this.file = file;
    this.transfer = transfer;
    for (int i = 0; i < BLOCKS; i++) {
      spare.add(new Block(BLOCK));
    }
  }

  /**
   * Moves all there is. When this returns or throws, what came is written and nobody uses the file
   * any more.
   *
   * @throws IOException when the connection failed
   */
  void run(InputStream from, Pace pace, Inspector inspector) throws IOException, SourceFailure {
    Thread writer = Thread.ofPlatform().name("netdepot-image-write").daemon().start(this::write);
    boolean interrupted = false;
    try {
      read(from, pace, inspector);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      interrupted |= finish(writer);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    requireWritten();
    if (interrupted) {
      throw new SourceFailure(Reason.STOPPED, "The fetch was stopped in between");
    }
  }

  private void read(InputStream from, Pace pace, Inspector inspector)
      throws IOException, SourceFailure, InterruptedException {
    while (true) {
      Block block = spare();
      requireWritten();
      pace.await();
      int length = from.read(block.bytes, 0, BLOCK);
      if (length < 0) {
        return;
      }
      inspector.came(block.bytes, length);
      pace.came(length);
      block.length = length;
      full.put(block);
    }
  }

  private Block spare() throws SourceFailure, InterruptedException {
    while (true) {
      transfer.check();
      Block block = spare.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      if (block != null) {
        return block;
      }
    }
  }

  // Goes on taking blocks after a failure, so that the reader never waits for one in vain.
  private void write() {
    try {
      for (Block block = full.take(); block != END; block = full.take()) {
        if (failed == null) {
          write(block);
        }
        spare.put(block);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  // Whatever is thrown, an error of the machine too: nobody else would ever hear of it.
  private void write(Block block) {
    try {
      file.write(block.bytes, 0, block.length);
    } catch (Throwable e) {
      failed = e;
    }
  }

  // What came has to be written whatever happened: the next try goes on behind it.
  private boolean finish(Thread writer) {
    boolean interrupted = false;
    boolean told = false;
    while (true) {
      try {
        if (!told) {
          full.put(END);
          told = true;
        }
        writer.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private void requireWritten() throws SourceFailure {
    Throwable e = failed;
    if (e instanceof IOException io) {
      throw storage(io);
    }
    if (e != null) {
      throw new IllegalStateException("Writing a fetched file failed: " + e, e);
    }
  }

  /** What a failure of our own disk means. */
  static SourceFailure storage(IOException e) {
    return new SourceFailure(
        e instanceof StorageFullException ? Reason.STORAGE_FULL : Reason.STORAGE_FAILED,
        "The file could not be kept: " + e.getMessage(),
        e);
  }
}
