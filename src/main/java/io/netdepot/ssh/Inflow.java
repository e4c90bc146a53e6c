package io.netdepot.ssh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from the thread that reads the connection to the one that hashes and writes,
 * in blocks that are used again and again. How many there can be is bounded by the channel's
 * window: the reader gives the switch new room only for what it took.
 */
final class Inflow {
  private final int blockSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong waiting = new AtomicLong();

  // Mutable state, guarded by the lock.
  private final Deque<Block> full = new ArrayDeque<>();
  private final Deque<Block> spare = new ArrayDeque<>();
  private @Nullable Block filling;

  Inflow(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Some bytes in the order they came. */
  static final class Block {
    final byte[] bytes;
    int length;

    Block(int size) {
      this.bytes = new byte[size];
    }
  }

  /** Copies bytes in. Returns whether a reader that waits should look. */
  boolean add(byte[] from, int offset, int length) {
    lock.lock();
    try {
      boolean wasEmpty = waiting.get() == 0;
      int blocks = full.size();
      int at = offset;
      while (at < offset + length) {
        Block block = filling;
        if (block == null) {
          block = spare.isEmpty() ? new Block(blockSize) : spare.pop();
          block.length = 0;
          filling = block;
        }
        int fits = Math.min(blockSize - block.length, offset + length - at);
        System.arraycopy(from, at, block.bytes, block.length, fits);
        block.length += fits;
        at += fits;
        if (block.length == blockSize) {
          full.addLast(block);
          filling = null;
        }
      }
      waiting.addAndGet(length);
      return wasEmpty || full.size() > blocks;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something to take. */
  boolean ready() {
    return waiting.get() > 0;
  }

  /** The next bytes, a block that is full where there is one; give it back after use. */
  Optional<Block> take() {
    lock.lock();
    try {
      Block block = full.pollFirst();
      if (block == null) {
        block = filling;
        filling = null;
      }
      if (block != null) {
        waiting.addAndGet(-block.length);
      }
      return Optional.ofNullable(block);
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Block block) {
    lock.lock();
    try {
      spare.push(block);
    } finally {
      lock.unlock();
    }
  }
}
