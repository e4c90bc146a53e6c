package io.netdepot.http;

import io.netdepot.store.ReceivedFile;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StorageFullException;
import java.io.IOException;

/**
 * Where the file of an upload goes. Thread-safe; runs on a virtual thread and may block. Each of
 * these may throw {@link ApiProblem} when the client shall see an error.
 */
public interface UploadTarget {
  /**
   * Passes when so many bytes may come; asked before any of them has.
   *
   * @param bytes as announced; 0 when nothing was
   * @throws StorageFullException when there is no room for them
   */
  void requireRoom(Call call, long bytes) throws IOException;

  /**
   * Begins the file; the caller closes it.
   *
   * @param fileName as the client wrote it: data, never a path
   */
  SpoolFile begin(Call call, String fileName) throws IOException;

  /**
   * Takes the whole file, whose digests are those that the client sent.
   *
   * @throws IOException when it could not be kept; the caller drops it
   */
  Reply publish(Call call, String fileName, ReceivedFile file) throws IOException;

  /** Removes a file that was received and will not be published; one that is gone is fine. */
  void drop(ReceivedFile file) throws IOException;

  /** What a client is told when there is no room. */
  ApiError noRoom(StorageFullException full);
}
