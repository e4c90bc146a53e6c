package io.netdepot.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * That of the database's file on the disk.
 *
 * <p>The file stays open as long as the database is: closing it would take away the locks that
 * SQLite has on it (POSIX locks belong to the process). Used by one thread.
 */
final class FileExtent implements Extent, AutoCloseable {
  private static final int PIECE = 1 << 16;

  private final FileChannel file;

  private FileExtent(FileChannel file) {
    this.file = file;
  }

  /**
   * @param database is there already
   */
  static FileExtent of(Path database) {
    try {
      return new FileExtent(FileChannel.open(database, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.UNUSABLE,
          "The catalog " + database + " cannot be opened for writing. Check its rights.",
          e);
    }
  }

  @Override
  public void reach(long bytes) throws IOException {
    long before = file.size();
    try {
      for (long at = before; at < bytes; ) {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(PIECE, bytes - at));
        at += file.write(zeros, at);
      }
      if (bytes > before) {
        file.force(true);
      }
    } catch (IOException e) {
      file.truncate(before);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.DISK_FAILED, "The catalog's file could not be closed.", e);
    }
  }
}
