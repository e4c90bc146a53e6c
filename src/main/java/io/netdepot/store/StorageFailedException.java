package io.netdepot.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The disk refused to write, to make durable or to move. What was being written is lost and is not
 * visible; {@link StoreHealth} knows of it.
 */
public final class StorageFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
