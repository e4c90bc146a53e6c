package io.netdepot.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Small files that only we may read (mode 0600): users, keys, certificates, pinned host keys.
 *
 * <p>A reader sees the old content or the new content, also after a crash. The caller keeps two
 * writers from overwriting each other's change.
 */
public final class PrivateFile {
  private static final int COPIED_AT_ONCE = 1 << 16;
  private static final int MOST_OF_A_SECRET = 1 << 20;
  private static final Pattern UNFINISHED = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.new");
  private static final Set<PosixFilePermission> OF_THE_OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFile() {}

  /**
   * Replaces the content of a file, or makes it. Durable when it returns.
   *
   * @param file its directory must exist
   * @throws IOException when it could not be written; the old content is still there
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, new LocalDisk());
  }

  /** The content of a file, whoever else may read it; empty when there is no such file. */
  public static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The content of a file that holds secrets; empty when there is no such file.
   *
   * @throws ExposedFileException when others than its owner may use it
   * @throws IOException as of {@link SmallFile#bytes}
   */
  public static Optional<byte[]> readSecret(Path file) throws IOException {
    try {
      Set<PosixFilePermission> modes = EnumSet.noneOf(PosixFilePermission.class);
      modes.addAll(Files.getPosixFilePermissions(file));
      modes.removeAll(OF_THE_OWNER);
      if (!modes.isEmpty()) {
        throw new ExposedFileException(file);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(SmallFile.bytes(file, MOST_OF_A_SECRET));
  }

  /** Removes a file for good; nothing happens when there is none. */
  public static void delete(Path file) throws IOException {
    Disk disk = new LocalDisk();
    if (disk.delete(file)) {
      disk.forceDirectory(directory(file));
    }
  }

  /** Gives a file another name in its directory, over whatever has that one. Durable. */
  public static void rename(Path file, Path to) throws IOException {
    Disk disk = new LocalDisk();
    disk.move(file, to);
    disk.forceDirectory(directory(to));
  }

  /** Copies a file of any size to one that only we may read. Durable when it returns. */
  public static void copy(Path from, Path to) throws IOException {
    Disk disk = new LocalDisk();
    Path unfinished = unfinished(to);
    try {
      try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
          FileChannel out = disk.create(unfinished)) {
        ByteBuffer bytes = ByteBuffer.allocate(COPIED_AT_ONCE);
        while (in.read(bytes.clear()) >= 0) {
          bytes.flip();
          while (bytes.hasRemaining()) {
            disk.write(out, bytes);
          }
        }
        disk.force(out);
      }
      disk.move(unfinished, to);
    } finally {
      disk.delete(unfinished);
    }
    disk.forceDirectory(directory(to));
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
  }

  /** The same on a disk that tests can make fail. */
  public static void write(Path file, byte[] content, Disk disk) throws IOException {
    Path unfinished = unfinished(file);
    Path directory = directory(file);
    try {
      try (FileChannel channel = disk.create(unfinished)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          disk.write(channel, bytes);
        }
        disk.force(channel);
      }
      disk.move(unfinished, file);
    } catch (IOException e) {
      try {
        disk.delete(unfinished);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    disk.forceDirectory(directory);
  }

  private static Path directory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("The file " + file + " lies in no directory");
    }
    return directory;
  }

  /** Whether a name is one that only a killed writer can have left. */
  public static boolean isUnfinished(String name) {
    return UNFINISHED.matcher(name).matches();
  }
}
