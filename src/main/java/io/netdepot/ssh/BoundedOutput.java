package io.netdepot.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what a command prints, up to a limit that its two streams share. Written by one thread at a
 * time, read when the channel is closed.
 */
final class BoundedOutput {
  private final Stream output = new Stream();
  private final Stream errors = new Stream();
  private final AtomicLong left;
  private final Runnable heard;
  private volatile boolean overflowed;

  /** {@code heard} is run whenever something came, also when it was too much. */
  BoundedOutput(long limit, Runnable heard) {
    this.left = new AtomicLong(limit);
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
      if (left.addAndGet(-length) < 0) {
        overflowed = true;
      }
      if (!overflowed) {
        synchronized (bytes) {
          bytes.write(from, offset, length);
        }
      }
      heard.run();
    }

    private String text() {
      synchronized (bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
