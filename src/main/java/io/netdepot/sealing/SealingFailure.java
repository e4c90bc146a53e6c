package io.netdepot.sealing;

import io.netdepot.secret.SecretFailure;

/** The key could not be changed. The message says what to do. */
public final class SealingFailure extends SecretFailure {
  private static final long serialVersionUID = 1L;

  SealingFailure(String sentence) {
    super(sentence);
  }

  SealingFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
