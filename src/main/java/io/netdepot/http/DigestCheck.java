package io.netdepot.http;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Computes the digests that a client declared, and no others, and compares them. Used by one
 * thread.
 */
final class DigestCheck {
  private final DeclaredDigests declared;
  private final Map<DigestAlgorithm, MessageDigest> running = new EnumMap<>(DigestAlgorithm.class);

  /**
   * A check that has seen no bytes.
   *
   * @param computedElsewhere what {@link #compare} will be given, and is not computed twice
   */
  DigestCheck(DeclaredDigests declared, Set<DigestAlgorithm> computedElsewhere) {
    this.declared = declared;
    for (DigestAlgorithm algorithm : declared.hex().keySet()) {
      if (!computedElsewhere.contains(algorithm)) {
        running.put(algorithm, algorithm.begin());
      }
    }
  }

  /** Takes the next bytes; the buffer stays as it is. */
  void update(ByteBuffer bytes) {
    for (MessageDigest digest : running.values()) {
      digest.update(bytes.duplicate());
    }
  }

  /**
   * To be called once, after the last byte.
   *
   * @param what the bytes are, such as "file"
   * @param computed digests in hex from elsewhere
   * @throws ApiProblem 400 when a digest is not the declared one
   */
  void compare(String what, Map<DigestAlgorithm, String> computed) {
    Map<DigestAlgorithm, String> actual = new EnumMap<>(DigestAlgorithm.class);
    actual.putAll(computed);
    running.forEach(
        (algorithm, digest) -> actual.put(algorithm, HexFormat.of().formatHex(digest.digest())));
    declared
        .hex()
        .forEach(
            (algorithm, hex) -> {
              String found = actual.getOrDefault(algorithm, "");
              if (!found.equals(hex)) {
                throw ApiProblem.of(
                    400,
                    "The %s that came has the %s %s, and its %s says %s; send it again"
                        .formatted(what, algorithm.key(), found, declared.field(), hex));
              }
            });
  }
}
