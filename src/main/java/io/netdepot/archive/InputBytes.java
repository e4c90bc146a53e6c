package io.netdepot.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream with a large buffer that its reader may look into. */
final class InputBytes {
  private static final int BUFFER = 128 * 1024;

  private final InputStream stream;
  private final byte[] buffer = new byte[BUFFER];

  // Mutable state
  private int position;
  private int end;

  InputBytes(InputStream stream) {
    this.stream = stream;
  }

  /** The next byte, or -1 at the end. */
  int next() throws IOException {
    return available() == 0 && !fill() ? -1 : buffer[position++] & 0xff;
  }

  /** Reads on once the buffer is used up; false at the end. */
  boolean fill() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("The check was interrupted");
    }
    int read = stream.read(buffer, 0, buffer.length);
    position = 0;
    end = Math.max(0, read);
    return read > 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** The bytes in the buffer that were not used yet. */
  int available() {
    return end - position;
  }

  /** Says that so many bytes of the buffer were not used after all. */
  void leave(int unused) {
    position = end - unused;
  }
}
