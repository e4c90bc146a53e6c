package io.netdepot.secret;

/**
 * The key of this installation is missing, or is another one than the secrets were sealed with. The
 * message says what to do.
 */
public final class KeyLostFailure extends SecretFailure {
  private static final long serialVersionUID = 1L;

  public KeyLostFailure(String sentence) {
    super(sentence);
  }
}
