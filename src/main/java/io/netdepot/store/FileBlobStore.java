package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs as read-only files in the data directory: {@code blobs/sha256/ab/abcd…}. */
public final class FileBlobStore implements BlobStore {
  private static final Logger log = LoggerFactory.getLogger(FileBlobStore.class);

  private final DataLayout layout;
  private final DiskFaults faults;
  private final Disk disk;
  private final DigestLocks locks = new DigestLocks();
  // A directory that a killed service made may be there without being durable, so each is made so
  // once in every run.
  private final Set<Path> durableShards = ConcurrentHashMap.newKeySet();

  public FileBlobStore(DataLayout layout, StoreHealth health) {
    this(layout, new DiskFaults(layout, health), new LocalDisk());
  }

  FileBlobStore(DataLayout layout, DiskFaults faults, Disk disk) {
    this.layout = layout;
    this.faults = faults;
    this.disk = disk;
  }

  @Override
  public void publish(ReceivedFile file) throws IOException {
    putInPlace(file, true);
  }

  @Override
  public void replace(ReceivedFile file) throws IOException {
    putInPlace(file, false);
  }

  private void putInPlace(ReceivedFile file, boolean sameIsAsGood) throws IOException {
    ReentrantLock lock = locks.of(file.digest());
    lock.lock();
    try {
      Path received = layout.spoolFile(file.spoolName());
      Path blob = layout.blob(file.digest());
      Path shard = layout.shard(file.digest());
      makeShard(shard);
      if (sameIsAsGood && isWhole(blob, file.size())) {
        force(shard);
        disk.delete(received);
      } else {
        moveInPlace(received, blob, shard, file.size());
      }
    } finally {
      lock.unlock();
    }
  }

  private void moveInPlace(Path received, Path blob, Path shard, long size) throws IOException {
    requireSize(received, size);
    try {
      disk.makeReadOnly(received);
      disk.move(received, blob);
    } catch (IOException e) {
      throw faults.of("move a received file in place", e);
    }
    try {
      requireSize(blob, size);
      force(shard);
    } catch (IOException e) {
      // Not durable, so not published: nobody has been told of it yet.
      try {
        disk.delete(blob);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void makeShard(Path shard) throws IOException {
    if (durableShards.contains(shard)) {
      return;
    }
    try {
      disk.makeDirectory(shard);
    } catch (IOException e) {
      throw faults.of("make a directory for blobs", e);
    }
    force(layout.blobs());
    durableShards.add(shard);
  }

  private void force(Path directory) throws IOException {
    try {
      disk.forceDirectory(directory);
    } catch (IOException e) {
      throw faults.ofForce("make a directory of blobs durable", e);
    }
  }

  private void requireSize(Path file, long size) throws IOException {
    long found = Files.size(file);
    if (found != size) {
      throw faults.of(
          "keep a received file",
          new IOException("it had " + size + " bytes and now has " + found));
    }
  }

  // A blob of another length was damaged on the disk; the received file takes its place.
  private static boolean isWhole(Path blob, long size) throws IOException {
    if (!Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long found = Files.size(blob);
    if (found != size) {
      log.error("The blob {} has {} bytes instead of {}; replacing it", blob, found, size);
    }
    return found == size;
  }

  @Override
  public boolean contains(Sha256 digest) {
    return Files.isRegularFile(layout.blob(digest), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<Path> localFile(Sha256 digest) {
    return contains(digest) ? Optional.of(layout.blob(digest)) : Optional.empty();
  }

  @Override
  public InputStream open(Sha256 digest) throws IOException {
    return Files.newInputStream(layout.blob(digest), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean delete(Sha256 digest) throws IOException {
    ReentrantLock lock = locks.of(digest);
    lock.lock();
    try {
      // Not made durable: a blob that comes back after a crash is swept, as nothing refers to it.
      return disk.delete(layout.blob(digest));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Sha256> list() throws IOException {
    return new BlobListing(layout).list();
  }
}
