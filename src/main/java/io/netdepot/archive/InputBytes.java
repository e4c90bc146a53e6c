package io.netdepot.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

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

  /** Whether the file begins with these bytes; to be asked before the first one is read. */
  boolean startsWith(byte[] begin) throws IOException {
    while (end < begin.length) {
      int read = stream.read(buffer, end, buffer.length - end);
      if (read <= 0) {
        return false;
      }
      end += read;
    }
    return Arrays.equals(buffer, 0, begin.length, begin, 0, begin.length);
  }

  /** The bytes that were not used yet, as a stream. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return next();
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (InputBytes.this.available() == 0 && !fill()) {
          return -1;
        }
        int now = Math.min(length, InputBytes.this.available());
        System.arraycopy(buffer, position, target, offset, now);
        position += now;
        return now;
      }
    };
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
