package io.netdepot.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Every call that changes something on the disk, one method each, so that tests can make each of
 * them fail. Nothing here tries twice.
 */
public interface Disk {

  /** Makes a new file, mode 0600, for writing; fails when there is one. */
  FileChannel create(Path file) throws IOException;

  /** Writes some or all of the buffer and returns how many bytes. */
  int write(FileChannel file, ByteBuffer bytes) throws IOException;

  /** Makes the content of the file durable. */
  void force(FileChannel file) throws IOException;

  /** Makes the names in the directory durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Renames within one file system, atomically, over whatever has the new name. */
  void move(Path from, Path to) throws IOException;

  /** Makes a directory, mode 0700; false when it is there already. */
  boolean makeDirectory(Path directory) throws IOException;

  /** Sets the mode of a file to 0400. */
  void makeReadOnly(Path file) throws IOException;

  /** Removes a file; false when there was none. */
  boolean delete(Path file) throws IOException;
}
