package io.netdepot.demo;

import io.netdepot.store.Sha256;
import java.nio.file.Path;

/**
 * A downloaded package.
 *
 * @param counted the digest of the bytes that arrived
 * @param promised the digest in the answer's {@code Repr-Digest} header, in base64; empty when
 *     there was none
 */
record Download(Path file, long bytes, Sha256 counted, String promised) {
  boolean isWhole() {
    return counted.base64().equals(promised);
  }
}
