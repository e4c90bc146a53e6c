package io.netdepot.secret;

import javax.crypto.SecretKey;

/**
 * What sealed secrets are for: one that was sealed for one purpose opens for no other. The words
 * are part of what is kept and never change.
 */
public enum SecretPurpose {
  /** The passwords of switch profiles. */
  PROFILE("profile"),
  /** The passwords of remote servers. */
  REMOTE_SERVER("remote-server");

  private final String word;

  SecretPurpose(String word) {
    this.word = word;
  }

  /** The box that seals and opens secrets of this purpose with a key. */
  public SecretBox box(SecretKey key) {
    return new SecretBox(key, word);
  }
}
