package io.netdepot.store;

import java.io.IOException;
import java.io.InputStream;

/** Reads a blob to its end. */
@FunctionalInterface
public interface BlobReading {
  /**
   * Reads all bytes; the caller closes the stream.
   *
   * @return their digest
   * @throws java.io.InterruptedIOException when it shall not go on, which says nothing of the blob
   */
  Sha256 read(InputStream bytes) throws IOException;
}
