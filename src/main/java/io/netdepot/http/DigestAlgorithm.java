package io.netdepot.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The digests of RFC 9530 that are compared. Others, as MD5, prove nothing and are ignored. */
enum DigestAlgorithm {
  SHA_256("sha-256", "SHA-256", 32),
  SHA_512("sha-512", "SHA-512", 64);

  private final String key;
  private final String javaName;
  private final int length;

  DigestAlgorithm(String key, String javaName, int length) {
    this.key = key;
    this.javaName = javaName;
    this.length = length;
  }

  static Optional<DigestAlgorithm> of(String key) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.key.equals(key)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Its name in the registry of RFC 9530. */
  String key() {
    return key;
  }

  /** Of a digest, in bytes. */
  int length() {
    return length;
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + javaName, e);
    }
  }
}
