package io.netdepot.ssh;

import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads an open file from its beginning to its end with many reads on their way at once, and hands
 * the bytes on in order. Used by one thread, while the one that reads the connection fills the
 * blocks.
 */
final class SftpFetch {
  private static final int SMALLEST_READ = 4 * 1024;

  private final SftpFile file;
  private final byte[] handle;
  private final long size;
  private final int depth;

  // Mutable state
  private final Deque<SftpRead> underWay = new ArrayDeque<>();
  private final Deque<byte[]> spare = new ArrayDeque<>();
  private int readSize = Transfers.BLOCK;
  private long asked;

  /** {@code window} bounds the bytes that are on their way. */
  SftpFetch(SftpFile file, byte[] handle, long size, long window) {
    this.file = file;
    this.handle = handle;
    this.size = size;
    this.depth = Math.toIntExact(Math.max(2, window / Transfers.BLOCK));
  }

  /**
   * Fetches all bytes into the intake; when that fails through the switch, the intake has what came
   * without a gap.
   */
  void run(Intake intake) throws SwitchFailure {
    try {
      fetch(intake);
    } catch (SwitchFailure e) {
      if (CutShort.isWorthKeeping(e.failure())) {
        takeRest(intake);
      }
      throw e;
    }
  }

  private void takeRest(Intake intake) throws SwitchFailure {
    for (SftpRead read : underWay) {
      int got = read.got();
      if (got > 0) {
        intake.take(read.block(), got);
      }
      if (got < read.wanted()) {
        return;
      }
    }
  }

  private void fetch(Intake intake) throws SwitchFailure {
    try {
      while (intake.received() < size) {
        askAhead();
        SftpRead first = underWay.getFirst();
        file.await(first::answered);
        requireData(first, intake);
        if (first.missing() > 0) {
          askAgain(first);
          continue;
        }
        underWay.removeFirst();
        intake.take(first.block(), first.got());
        spare.push(first.block());
      }
      requireEnd(intake);
      file.channel().sendClose(handle);
    } catch (IOException e) {
      throw file.connectionIsLost() ? file.lost() : intake.incomplete("The SFTP channel broke");
    }
  }

  private void askAhead() throws IOException {
    boolean any = false;
    while (underWay.size() < depth && asked < size) {
      int length = (int) Math.min(readSize, size - asked);
      byte[] block = spare.isEmpty() ? new byte[Transfers.BLOCK] : spare.pop();
      SftpRead read = new SftpRead(block, asked, length);
      underWay.addLast(read);
      file.channel().sendRead(handle, read);
      asked += length;
      any = true;
    }
    if (any) {
      file.channel().flush();
    }
  }

  // A server may answer with less than it was asked for; it then never gives more at once, so
  // later reads ask for no more than that, and the gaps of those under way are asked for together.
  private void askAgain(SftpRead first) throws IOException {
    readSize = Math.clamp(first.got(), SMALLEST_READ, readSize);
    for (SftpRead read : underWay) {
      if (read.answered() && read.status() == 0 && read.missing() > 0) {
        read.askAgain();
        file.channel().sendRead(handle, read);
      }
    }
    file.channel().flush();
  }

  private void requireData(SftpRead read, Intake intake) throws SwitchFailure {
    if (!read.answered()) {
      if (file.connectionIsLost()) {
        throw file.lost();
      }
      throw intake.incomplete(
          "The switch closed the transfer after "
              + intake.received()
              + " of "
              + size
              + " bytes"
              + file.channel().broken().map(why -> ": " + why).orElse(""));
    }
    if (read.status() == SftpProtocol.STATUS_EOF) {
      throw intake.incomplete(
          "The file ends after " + read.missingFrom() + " of the " + size + " bytes it had said");
    }
    if (read.status() != 0 || read.got() == 0) {
      throw intake.incomplete(
          "The switch could not read on after " + read.missingFrom() + " of " + size + " bytes");
    }
  }

  // A file that somebody still writes is longer by now than it was when it was opened.
  private void requireEnd(Intake intake) throws IOException, SwitchFailure {
    SftpRead beyond = new SftpRead(new byte[1], size, 1);
    file.channel().sendRead(handle, beyond);
    file.channel().flush();
    file.await(beyond::answered);
    if (!beyond.answered()) {
      requireData(beyond, intake);
    }
    if (beyond.got() > 0) {
      throw intake.incomplete("The file grew beyond the " + size + " bytes while it was fetched");
    }
  }
}
