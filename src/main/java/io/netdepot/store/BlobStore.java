package io.netdepot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Content, named by its digest. A reader sees all of a blob or none of it; equal content is kept
 * once. Thread-safe.
 */
public interface BlobStore {

  /**
   * Puts a received file in place; it leaves the spool. Durable when it returns. When the same
   * content is there already, that is as good.
   *
   * @throws StorageFullException when there is no room
   * @throws StorageFailedException when the disk failed; the blob is not there then, unless it was
   *     before
   */
  void publish(ReceivedFile file) throws IOException;

  /**
   * Puts a received file in place as {@link #publish} does, over what is there already: that is not
   * the same content, whatever its name says.
   */
  void replace(ReceivedFile file) throws IOException;

  boolean contains(Sha256 digest) throws IOException;

  /**
   * The blob as a local file, for sending it without copying; empty when there is no such blob, or
   * it is kept elsewhere. Nobody writes to it.
   */
  Optional<Path> localFile(Sha256 digest);

  /**
   * The bytes of a blob. The caller closes the stream; a blob deleted meanwhile is read to its end.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such blob
   */
  InputStream open(Sha256 digest) throws IOException;

  /** Removes a blob; false when there was none. */
  boolean delete(Sha256 digest) throws IOException;

  /** Every blob, in the order of the digests. What is no blob is reported in the log. */
  List<Sha256> list() throws IOException;
}
