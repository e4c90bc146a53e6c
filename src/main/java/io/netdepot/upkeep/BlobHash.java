package io.netdepot.upkeep;

import io.netdepot.store.BlobReading;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the digest of a blob at a pace, and counts its bytes. For one thread. */
final class BlobHash implements BlobReading {
  // With less, the reads cost as much as the digest; with more, the cache of the processor is lost.
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ScrubPace pace;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  // Mutable state
  private long bytes;

  BlobHash(ScrubPace pace) {
    this.pace = pace;
  }

  @Override
  public Sha256 read(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    bytes = 0;
    int most = pace.chunk(BUFFER_BYTES);
    for (int read = in.read(buffer, 0, most); read >= 0; read = in.read(buffer, 0, most)) {
      digest.update(buffer, 0, read);
      bytes += read;
      pace.read(read);
    }
    return Sha256.of(digest.digest());
  }

  /** The bytes of the blob that was read last. */
  long bytes() {
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
