package io.netdepot.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file beside the database whose room on the disk serves the next start: SQLite removes its log
 * when it is closed, and would find no room for a new one on a disk that others have filled.
 *
 * <p>At the end the log becomes that file, and at the start that file becomes the log, emptied by
 * its header. While the database is open it is a small one, which gives way when there is no room
 * for the index of the log. Whatever fails here is left as it is: without the file a start wants
 * room on the disk, and nothing else. Used by one thread.
 */
final class LogRoom {
  private static final int HEADER = 32; // of a log
  private static final int INDEX = 64 * 1024; // that of a log takes half of it at first
  private static final int SMALL = 4 * INDEX;
  private static final long LARGEST = 4 << 20; // that is kept of a log

  private final Path log;
  private final Path room;
  private final Path unfinished;

  /** That of a database that is there, or where a link leads to. */
  static LogRoom of(Path database) {
    try {
      return new LogRoom(database.toRealPath());
    } catch (IOException e) {
      return new LogRoom(database);
    }
  }

  LogRoom(Path database) {
    this.log = database.resolveSibling(database.getFileName() + "-wal");
    this.room = database.resolveSibling(database.getFileName() + "-room");
    this.unfinished = database.resolveSibling(database.getFileName() + "-room.new");
  }

  /** Before the database is opened: makes the file the log when there is none. */
  void becomeLog() {
    try {
      Files.deleteIfExists(unfinished);
      if (!Files.exists(room)) {
        return;
      }
      if (Files.exists(log)) {
        // The end was cut short between the two names: it is the log, and no room.
        if (Files.isSameFile(log, room)) {
          Files.delete(room);
        }
        return;
      }
      try (FileChannel file = FileChannel.open(room, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.allocate(HEADER), 0);
        file.truncate(LARGEST);
        file.force(true);
      }
      // Not by a move, which would take the place of a log that somebody else has just made.
      Files.createLink(log, room);
      Files.delete(room);
    } catch (IOException | UnsupportedOperationException e) {
      // As the class says.
    }
  }

  /**
   * Gives some room back to the disk, in the moment in which the database needs it.
   *
   * @return whether there was some
   */
  boolean giveWay() {
    return isApart() && (givesWay(room) || (isEmptied() && givesWay(log)));
  }

  // Else it could not be removed at the start, and is a log that may have something in it.
  private boolean isApart() {
    try {
      return !Files.exists(room) || !Files.exists(log) || !Files.isSameFile(room, log);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean givesWay(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      boolean hasSome = file.size() >= INDEX;
      if (hasSome) {
        file.truncate(file.size() - INDEX);
      }
      return hasSome;
    } catch (IOException e) {
      return false;
    }
  }

  // A log with something in it is not touched.
  private boolean isEmptied() {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
      return file.read(header, 0) == HEADER && header.flip().equals(ByteBuffer.allocate(HEADER));
    } catch (IOException e) {
      return false;
    }
  }

  /** While the database is open: takes the small one, if there is room. */
  void takeSmall() {
    try {
      if (!isApart() || (Files.exists(room) && Files.size(room) >= SMALL)) {
        return;
      }
      try (FileChannel file =
          FileChannel.open(
              room,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer zeros = ByteBuffer.allocate(SMALL);
        while (zeros.hasRemaining()) {
          file.write(zeros, zeros.position());
        }
      }
    } catch (IOException e) {
      // As the class says.
    }
  }

  /** Before the last connection is closed: gives the log a second name, which outlives it. */
  void keepLog() {
    try {
      Files.deleteIfExists(unfinished);
      Files.createLink(unfinished, log);
      Files.move(unfinished, room, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      // As the class says.
    }
  }

  /** After the last connection was closed. */
  void closed() {
    try {
      // Another process still has it, and removes it later; the room is left then.
      if (Files.exists(log)) {
        return;
      }
      try (FileChannel file = FileChannel.open(room, StandardOpenOption.WRITE)) {
        file.truncate(LARGEST);
      }
    } catch (IOException e) {
      // As the class says.
    }
  }
}
