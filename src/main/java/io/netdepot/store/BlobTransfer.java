package io.netdepot.store;

import io.netdepot.files.Disk;
import io.netdepot.files.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Brings blobs from one data directory to another that nobody else writes to: by a second name of
 * the same file where both are on one file system, which takes no room and no time, and else by a
 * copy whose digest is checked. A blob is there whole or not at all. Used by one thread.
 */
public final class BlobTransfer {
  private static final int BUFFER = 1 << 20;

  private final DataLayout from;
  private final DataLayout to;
  private final Manner manner;
  private final Disk disk = new LocalDisk();

  // Mutable state
  private final Set<Path> changed = new LinkedHashSet<>();
  private boolean links;

  /** What became of a blob. */
  public enum Outcome {
    /** It was there already. */
    KEPT,
    /** It has a second name. */
    LINKED,
    /** It was copied, and its digest is right. */
    COPIED,
    /** It is not there, or not any more. */
    GONE,
    /** Its content is not what its name says; it was not brought. */
    DAMAGED
  }

  /**
   * How blobs are brought.
   *
   * @param copy whether each is copied also where a second name would do, so that damage of the one
   *     file leaves the other whole
   * @param verify whether all bytes are read, also where no copy is needed
   */
  public record Manner(boolean copy, boolean verify) {}

  public BlobTransfer(DataLayout from, DataLayout to, Manner manner) {
    this.from = from;
    this.to = to;
    this.manner = manner;
    this.links = !manner.copy();
  }

  /**
   * Makes the directories that blobs are in.
   *
   * @throws IOException when they cannot be made
   */
  public void prepare() throws IOException {
    for (Path directory : new Path[] {to.spool(), to.blobsOfAnyDigest(), to.blobs()}) {
      disk.makeDirectory(directory);
    }
    changed.add(to.blobs());
    changed.add(to.blobsOfAnyDigest());
    changed.add(to.root());
  }

  /**
   * Brings one blob; durable after {@link #force()}. A whole copy that is there already stays,
   * whatever became of the source.
   *
   * @param inDoubt whether its bytes are to be read even where that is not asked for of all
   * @throws IOException when the disk failed or is full
   */
  public Outcome bring(Sha256 digest, boolean inDoubt) throws IOException {
    Path source = from.blob(digest);
    Path target = to.blob(digest);
    boolean check = manner.verify() || inDoubt;
    try {
      if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        if (isKept(source, target, digest, check)) {
          return Outcome.KEPT;
        }
        disk.delete(target);
        changed.add(to.shard(digest));
      }
      if (check && links && !digestOf(source).equals(digest)) {
        return Outcome.DAMAGED;
      }
      if (disk.makeDirectory(to.shard(digest))) {
        changed.add(to.blobs());
      }
      changed.add(to.shard(digest));
      if (links && link(source, target)) {
        return Outcome.LINKED;
      }
      return copy(source, target, digest) ? Outcome.COPIED : Outcome.DAMAGED;
    } catch (NoSuchFileException e) {
      if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
      return Outcome.GONE;
    }
  }

  // A second name of the source is as good as the source. Any other file was whole once, and is
  // read where it may be so no longer: where a crash of an earlier run left it, or where the source
  // was damaged and stored anew, and this is what it was before.
  private boolean isKept(Path source, Path target, Sha256 digest, boolean check)
      throws IOException {
    boolean second = Files.isSameFile(source, target);
    if (second && manner.copy()) {
      return false;
    }
    boolean read = check || (!second && (links || Files.size(target) != Files.size(source)));
    return !read || digestOf(target).equals(digest);
  }

  private boolean link(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // Another file system, one without links, or a file of another user: copies it is.
      links = false;
      return false;
    }
  }

  private boolean copy(Path source, Path target, Sha256 digest) throws IOException {
    Path unfinished = to.spoolFile(DataLayout.newSpoolName());
    try {
      MessageDigest sha256 = sha256();
      try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS);
          FileChannel out = disk.create(unfinished)) {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          sha256.update(buffer, 0, read);
          ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
          while (bytes.hasRemaining()) {
            disk.write(out, bytes);
          }
        }
        disk.force(out);
      }
      if (!Sha256.of(sha256.digest()).equals(digest)) {
        return false;
      }
      disk.makeReadOnly(unfinished);
      disk.move(unfinished, target);
      return true;
    } finally {
      disk.delete(unfinished);
    }
  }

  private static Sha256 digestOf(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return Sha256.of(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  /** Makes what was brought durable. */
  public void force() throws IOException {
    for (Path directory : changed) {
      disk.forceDirectory(directory);
    }
    changed.clear();
  }
}
