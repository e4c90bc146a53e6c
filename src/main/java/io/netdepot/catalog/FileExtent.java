package io.netdepot.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * That of the database's file on the disk.
 *
 * <p>The file stays open as long as the database is: closing it would take away the locks that
 * SQLite has on it (POSIX locks belong to the process). Used by one thread.
 */
final class FileExtent implements Extent, AutoCloseable {
  private static final int PIECE = 1 << 16;

  private final RandomAccessFile file; // no channel: an interrupt would close that

  private FileExtent(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * @param database is there already
   */
  static FileExtent of(Path database) {
    try {
      return new FileExtent(new RandomAccessFile(database.toFile(), "rw"));
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.UNUSABLE,
          "The catalog " + database + " cannot be opened for writing. Check its rights.",
          e);
    }
  }

  @Override
  public void reach(long bytes) throws IOException {
    long before = file.length();
    try {
      for (long at = before; at < bytes; ) {
        int piece = (int) Math.min(PIECE, bytes - at);
        file.seek(at);
        file.write(new byte[piece]);
        at += piece;
      }
      if (bytes > before) {
        sync();
      }
    } catch (IOException e) {
      file.setLength(before);
      throw e;
    }
  }

  // Another one would succeed and tell a lie, as of the database's own.
  private void sync() {
    try {
      file.getFD().sync();
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.NOT_DURABLE, "The catalog's file could not be made durable.", e);
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
