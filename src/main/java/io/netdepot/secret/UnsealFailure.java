package io.netdepot.secret;

import org.jspecify.annotations.Nullable;

/** A sealed secret was changed, or was sealed with another key or for another purpose. */
public final class UnsealFailure extends SecretFailure {
  private static final long serialVersionUID = 1L;

  UnsealFailure(String purpose, @Nullable Throwable cause) {
    super(
        "A secret kept for '"
            + purpose
            + "' cannot be read with the key of this installation: the file secret.key was lost or"
            + " replaced, or the secret was altered. Restore that file, or set the secret again.",
        cause);
  }
}
