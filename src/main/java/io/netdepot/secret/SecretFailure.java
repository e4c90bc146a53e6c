package io.netdepot.secret;

import org.jspecify.annotations.Nullable;

/**
 * A file of secrets cannot be used, or a secret cannot be read. The message is a sentence for
 * people and holds nothing secret.
 */
public class SecretFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected SecretFailure(String sentence) {
    this(sentence, null);
  }

  protected SecretFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
