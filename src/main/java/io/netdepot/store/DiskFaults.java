package io.netdepot.store;

import io.netdepot.files.FullDisk;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Turns what a disk said into the store's own errors, and notes in {@link StoreHealth} what a full
 * disk does not explain.
 */
final class DiskFaults {
  private static final long NEXT_TO_NOTHING = 64 * 1024;

  private final LongSupplier freeBytes;
  private final StoreHealth health;

  DiskFaults(DataLayout layout, StoreHealth health) {
    this(() -> layout.root().toFile().getUsableSpace(), health);
  }

  DiskFaults(LongSupplier freeBytes, StoreHealth health) {
    this.freeBytes = freeBytes;
    this.health = health;
  }

  /**
   * The error to throw when something could not be written.
   *
   * @param doing what was being done, such as "write a received file"
   */
  IOException of(String doing, IOException cause) {
    if (isOurs(cause)) {
      return cause;
    }
    return isFull(cause, freeBytes.getAsLong())
        ? new StorageFullException("No room left on the disk to " + doing + "; make room", cause)
        : failed(doing, cause);
  }

  /** The error to throw when something could not be made durable, for whatever reason. */
  IOException ofForce(String doing, IOException cause) {
    return isOurs(cause) ? cause : failed(doing, cause);
  }

  private StorageFailedException failed(String doing, IOException cause) {
    String sentence =
        "Could not " + doing + ": " + said(cause) + "; check the disk, then start the service anew";
    health.failed(sentence);
    return new StorageFailedException(sentence, cause);
  }

  // An interrupt closes the channel it meets: that is a cancelled task and says nothing of the
  // disk.
  private static boolean isOurs(IOException cause) {
    return cause instanceof ClosedChannelException
        || cause instanceof StorageFullException
        || cause instanceof StorageFailedException;
  }

  static boolean isFull(IOException cause, long freeBytes) {
    // strerror speaks the language of the service's environment, so the words alone do not decide.
    return FullDisk.isTold(cause) || freeBytes < NEXT_TO_NOTHING;
  }

  private static String said(IOException cause) {
    String message =
        cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return Objects.requireNonNullElse(message, cause.getClass().getSimpleName());
  }
}
