package io.netdepot.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One gzip stream whose effort changes on the way: text is compressed quickly, what cannot be
 * compressed is stored, at several hundred megabytes per second.
 */
final class LeveledGzip extends GZIPOutputStream {
  private static final int BUFFER = 64 * 1024;

  LeveledGzip(OutputStream out) throws IOException {
    super(out, BUFFER, true);
    def.setLevel(Deflater.BEST_SPEED);
  }

  /** From here on stores; all that came before has reached the stream below. */
  void store() throws IOException {
    flush();
    def.setLevel(Deflater.NO_COMPRESSION);
  }
}
