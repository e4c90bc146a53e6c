package io.netdepot.demo;

import io.netdepot.store.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Consumer;

/** A file that is hashed and counted while it is written; fed piece by piece, by one thread. */
final class HashedFile implements Consumer<Optional<byte[]>>, AutoCloseable {
  private final OutputStream out;
  private final MessageDigest digest;

  // Mutable state
  private long bytes;

  private HashedFile(OutputStream out, MessageDigest digest) {
    this.out = out;
    this.digest = digest;
  }

  static HashedFile create(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new HashedFile(Files.newOutputStream(file), digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Takes the next piece; nothing at the end. */
  @Override
  public void accept(Optional<byte[]> piece) {
    if (piece.isEmpty()) {
      return;
    }
    try {
      out.write(piece.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    digest.update(piece.get());
    bytes += piece.get().length;
  }

  long bytes() {
    return bytes;
  }

  /** Of all that was written; to be asked for once. */
  Sha256 digest() {
    return Sha256.of(digest.digest());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
