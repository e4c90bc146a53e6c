package io.netdepot.catalog;

import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretPurpose;
import java.util.List;
import java.util.Optional;

/**
 * Every secret that is recorded, of whatever kind, and which key they are sealed with. Every call
 * is one transaction and durable when it returns. Thread-safe.
 */
public interface SealedSecrets {

  /** The key that they are sealed with, as it was recorded last; empty when it never was. */
  Optional<KeyFingerprint> key();

  /** By purpose, then by name. */
  List<Kept> list();

  /** Records which key they are sealed with. */
  void record(KeyFingerprint key);

  /**
   * Puts secrets in the place of those with the same purpose and id, and records the key that they
   * are sealed with. All or nothing.
   */
  void replace(KeyFingerprint key, List<Kept> anew);

  /**
   * A secret with where it belongs.
   *
   * @param name of the profile or the server, for people
   */
  record Kept(SecretPurpose purpose, String id, String name, SealedSecret secret) {}
}
