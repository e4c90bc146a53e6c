package io.netdepot.ssh;

/**
 * One read on its way: the part of the file it asks for and the block that its answer is copied
 * into. The thread that reads the connection fills it; whoever sees {@link #answered} may look.
 */
final class SftpRead {
  private final byte[] block;
  private final long offset;
  private final int wanted;

  // Mutable state; the answering thread publishes it by the last of these fields. What is there of
  // an answer that never becomes whole can be told by the first.
  private volatile int got;
  private int status;
  private volatile boolean answered;

  SftpRead(byte[] block, long offset, int wanted) {
    this.block = block;
    this.offset = offset;
    this.wanted = wanted;
  }

  byte[] block() {
    return block;
  }

  int wanted() {
    return wanted;
  }

  int got() {
    return got;
  }

  /** The part that is still missing. */
  int missing() {
    return wanted - got;
  }

  long missingFrom() {
    return offset + got;
  }

  boolean answered() {
    return answered;
  }

  /** The status that came in place of data; 0 when there was data. */
  int status() {
    return status;
  }

  /** Copies a part of an answer in; for the answering thread alone. */
  void put(byte[] from, int at, int length) {
    int before = got;
    System.arraycopy(from, at, block, before, length);
    got = before + length;
  }

  void answer(int withStatus) {
    status = withStatus;
    answered = true;
  }

  /** The missing part is asked for again. */
  void askAgain() {
    answered = false;
  }
}
