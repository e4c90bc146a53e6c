package io.netdepot.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * There is no room for what was to be written: the disk or a quota is full, or writing would leave
 * less room than is kept free. Trying again does not help before somebody made room.
 */
public final class StorageFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageFullException(String message) {
    this(message, null);
  }

  public StorageFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
