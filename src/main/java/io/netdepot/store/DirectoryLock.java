package io.netdepot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two services from sharing a data directory. The kernel takes the lock back when the process
 * ends, however it ends; the process id in the file is for people.
 */
final class DirectoryLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);
  private static final int LONGEST_PID = 20;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock lock;
    try {
      lock = tryLock(channel);
    } catch (OverlappingFileLockException e) {
      // This very process has it. The channel is not closed here on purpose: with POSIX locks,
      // closing any descriptor of the file gives the other one's lock away.
      throw inUse(directory, "this process");
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "The data directory "
              + directory
              + " is on a file system without locks; use a local disk for it",
          e);
    }
    if (lock == null) {
      try (channel) {
        throw inUse(directory, "process " + readPid(channel));
      }
    }
    writePid(channel);
    return new DirectoryLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    return channel.tryLock();
  }

  private static IOException inUse(Path directory, String owner) {
    return new IOException(
        "The data directory "
            + directory
            + " is used by another running service ("
            + owner
            + "); stop that one, or give this one a directory of its own");
  }

  private static void writePid(FileChannel channel) {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      log.debug("No process id in the lock file: {}", e.toString());
    }
  }

  private static String readPid(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LONGEST_PID);
    channel.read(content, 0);
    String text = StandardCharsets.US_ASCII.decode(content.flip()).toString();
    return text.matches("\\d+") ? text : "unknown";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
