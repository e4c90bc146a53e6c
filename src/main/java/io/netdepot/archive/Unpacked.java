package io.netdepot.archive;

import io.netdepot.config.DataSize;
import java.io.IOException;

/** What a compressed file unpacks to, read through a window and counted against the limit. */
abstract class Unpacked implements AutoCloseable {
  /** The bytes that are unpacked at one time. */
  static final int WINDOW = 256 * 1024;

  private final long maxUnpacked;
  private final byte[] window = new byte[WINDOW];

  // Mutable state
  private long unpacked;
  private int position;
  private int end;

  Unpacked(long maxUnpacked) {
    this.maxUnpacked = maxUnpacked;
  }

  /** Fills the used-up window and says so by {@link #filled}; false when the last byte was read. */
  abstract boolean unpackMore() throws IOException;

  /** What a subclass fills from its beginning. */
  final byte[] window() {
    return window;
  }

  /** So many bytes of the window are new. */
  final void filled(int bytes) throws ArchiveRefusal {
    unpacked += bytes;
    position = 0;
    end = bytes;
    if (unpacked > maxUnpacked) {
      throw ArchiveRefusal.overLimit(
          "The archive unpacks to more than %s (collect.max-unpacked)"
              .formatted(new DataSize(maxUnpacked)));
    }
  }

  /** The bytes unpacked so far; once the end was read, all of them. */
  final long unpacked() {
    return unpacked;
  }

  /** Reads as much as there is, up to the length of the target; less only at the end. */
  final int read(byte[] target, int length) throws IOException {
    int done = 0;
    while (done < length && (position < end || unpackMore())) {
      int now = Math.min(length - done, end - position);
      System.arraycopy(window, position, target, done, now);
      position += now;
      done += now;
    }
    return done;
  }

  /** Skips so many bytes; returns less only at the end. */
  final long skip(long bytes) throws IOException {
    long done = 0;
    while (done < bytes && (position < end || unpackMore())) {
      int now = (int) Math.min(bytes - done, end - position);
      position += now;
      done += now;
    }
    return done;
  }

  /** Reads to the end; whether there was nothing but zeros. */
  final boolean onlyZerosFollow() throws IOException {
    do {
      while (position < end) {
        if (window[position++] != 0) {
          return false;
        }
      }
    } while (unpackMore());
    return true;
  }

  @Override
  public abstract void close();
}
