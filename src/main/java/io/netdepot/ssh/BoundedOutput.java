package io.netdepot.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what a command prints, up to a limit that its two streams share; or the last lines of each,
 * however much there is before. Written by one thread at a time, read when the channel is closed.
 */
final class BoundedOutput {
  // Last lines beyond that are none that people read.
  private static final int LONGEST_END = 64 << 10;

  private final Stream output = new Stream();
  private final Stream errors = new Stream();
  private final AtomicLong left;
  private final OptionalInt lastLines;
  private final Runnable heard;
  private volatile boolean overflowed;

  /** {@code heard} is run whenever something came, also when it was too much. */
  BoundedOutput(long limit, Runnable heard) {
    this(limit, OptionalInt.empty(), heard);
  }

  /**
   * @param limit of all, in bytes; for last lines it counts nothing
   * @param lastLines how many are kept of each stream; empty keeps all
   */
  BoundedOutput(long limit, OptionalInt lastLines, Runnable heard) {
    this.left = new AtomicLong(limit);
    this.lastLines = lastLines;
    this.heard = heard;
  }

  OutputStream output() {
    return output;
  }

  OutputStream errors() {
    return errors;
  }

  boolean overflowed() {
    return overflowed;
  }

  String outputText() {
    return output.text();
  }

  String errorText() {
    return errors.text();
  }

  private final class Stream extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      if (lastLines.isEmpty() && left.addAndGet(-length) < 0) {
        overflowed = true;
      }
      if (!overflowed) {
        synchronized (bytes) {
          bytes.write(from, offset, length);
          if (lastLines.isPresent() && bytes.size() > 2 * LONGEST_END) {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, all.length - LONGEST_END, LONGEST_END);
          }
        }
      }
      heard.run();
    }

    private String text() {
      synchronized (bytes) {
        String all = bytes.toString(StandardCharsets.UTF_8);
        return lastLines.isEmpty() ? all : lastOf(all, lastLines.getAsInt());
      }
    }

    private static String lastOf(String text, int count) {
      int from = text.endsWith("\n") ? text.length() - 1 : text.length();
      for (int line = 0; line < count && from >= 0; line++) {
        from = text.lastIndexOf('\n', from - 1);
      }
      return text.substring(from + 1);
    }
  }
}
