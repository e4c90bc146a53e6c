package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where files lie while they are being received and checked. Thread-safe. */
public final class Spool {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final DataLayout layout;
  private final DiskGuard guard;
  private final DiskFaults faults;
  private final Disk disk;

  public Spool(DataLayout layout, DiskGuard guard, StoreHealth health) {
    this(layout, guard, new DiskFaults(layout, health), new LocalDisk());
  }

  Spool(DataLayout layout, DiskGuard guard, DiskFaults faults, Disk disk) {
    this.layout = layout;
    this.guard = guard;
    this.faults = faults;
    this.disk = disk;
  }

  /**
   * Begins a file. The caller closes it.
   *
   * @throws StorageFullException when the disk has no room left
   */
  public SpoolFile create() throws IOException {
    guard.require(1);
    String name = DataLayout.newSpoolName();
    Path path = layout.spoolFile(name);
    try {
      return new SpoolFile(name, path, disk.create(path), guard, faults, disk);
    } catch (IOException e) {
      throw faults.of("begin a received file", e);
    }
  }

  /**
   * Passes when so many more bytes may come.
   *
   * @throws StorageFullException when the disk has no room for them
   */
  public void requireRoom(long bytes) throws StorageFullException {
    guard.require(bytes);
  }

  /** The bytes of a file, for checking it. The caller closes the stream. */
  public InputStream open(ReceivedFile file) throws IOException {
    return Files.newInputStream(layout.spoolFile(file.spoolName()));
  }

  /** Removes a file that nobody wants any more; one that is gone already is fine. */
  public void drop(ReceivedFile file) throws IOException {
    disk.delete(layout.spoolFile(file.spoolName()));
  }

  /**
   * Removes everything that lies in the spool; at start only, before anything is received.
   *
   * @return how many files
   */
  public int sweep() throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.spool())) {
      for (Path file : files) {
        try {
          disk.delete(file);
          removed++;
        } catch (IOException e) {
          log.warn(
              "Could not remove {} from the spool ({}); remove it by hand", file, e.toString());
        }
      }
    }
    return removed;
  }
}
