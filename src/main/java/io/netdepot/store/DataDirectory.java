package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a data directory ready for use, and refuses one that could not keep its promises. */
final class DataDirectory {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

  private final Path data;
  private final Disk disk;

  DataDirectory(Path data, Disk disk) {
    this.data = data;
    this.disk = disk;
  }

  /** Makes the directory when it is missing and returns its path without links. */
  Path makeRoot() throws IOException {
    try {
      Path absolute = data.toAbsolutePath().normalize();
      if (!Files.isDirectory(absolute)) {
        Path parent = absolute.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        disk.makeDirectory(absolute);
      }
      Path root = absolute.toRealPath();
      warnWhenOthersMayEnter(root);
      return root;
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          "The data directory "
              + data
              + " cannot be used ("
              + e
              + "); name a directory on a local disk that this user may write",
          e);
    }
  }

  // A directory that somebody else made may hold more than ours, so its mode is left alone.
  private static void warnWhenOthersMayEnter(Path root) throws IOException {
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(root);
    if (modes.contains(PosixFilePermission.OTHERS_READ)
        || modes.contains(PosixFilePermission.OTHERS_WRITE)
        || modes.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      log.warn("Other users may enter the data directory {}; chmod 700 keeps them out", root);
    }
  }

  /** Makes what is missing below the root and tries the file system out. */
  void prepare(DataLayout layout) throws IOException {
    try {
      disk.makeDirectory(layout.spool());
      disk.makeDirectory(layout.blobsOfAnyDigest());
      disk.makeDirectory(layout.blobs());
      disk.forceDirectory(layout.blobsOfAnyDigest());
      disk.forceDirectory(layout.root());
      removeUnfinished(layout.root());
      probe(layout);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          "The data directory "
              + layout.root()
              + " cannot keep files safely ("
              + e
              + "); it needs room and a local file system, the same for everything in it, that can"
              + " fsync a directory and rename atomically",
          e);
    }
  }

  private void removeUnfinished(Path root) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            root, file -> PrivateFile.isUnfinished(String.valueOf(file.getFileName())))) {
      for (Path file : files) {
        disk.delete(file);
      }
    }
  }

  // A disk that others filled must not keep the service from starting: deleting packages helps.
  private void probe(DataLayout layout) throws IOException {
    try {
      tryOut(layout);
    } catch (IOException e) {
      if (!DiskFaults.isFull(e, layout.root().toFile().getUsableSpace())) {
        throw e;
      }
      log.warn("The disk of {} is full; delete packages or make room", layout.root());
    }
  }

  // The very steps of publishing a blob.
  private void tryOut(DataLayout layout) throws IOException {
    String name = DataLayout.newSpoolName();
    Path from = layout.spoolFile(name);
    Path to = layout.blobs().resolve(name);
    try {
      try (FileChannel channel = disk.create(from)) {
        disk.force(channel);
      }
      disk.move(from, to);
      disk.forceDirectory(layout.blobs());
    } finally {
      disk.delete(from);
      disk.delete(to);
    }
  }
}
