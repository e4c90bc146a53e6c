package io.netdepot.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * A package opened for reading, with the faults that a transfer has: the same for SFTP and for
 * {@code cat}. For one reader.
 */
final class DumpChannel implements SeekableByteChannel {
  private final FileChannel file;
  private final Connection connection;
  private final long size;
  private final OptionalLong cutAt;
  private final OptionalLong stallAt;
  private final OptionalLong silentAt;
  private final OptionalLong bytesPerSecond;
  private long position;

  DumpChannel(FileChannel file, ReadFaults faults, Connection connection) {
    this.file = file;
    this.connection = connection;
    size = faults.size();
    cutAt = faults.cutAt();
    stallAt = faults.stallAt();
    silentAt = faults.silentAt();
    bytesPerSecond = faults.bytesPerSecond();
  }

  static DumpChannel open(SimulatedSwitch simulated, Dump dump, Connection connection)
      throws IOException {
    simulated.counts().fetches.incrementAndGet();
    FileChannel file = FileChannel.open(dump.file(), StandardOpenOption.READ);
    try {
      return new DumpChannel(file, ReadFaults.of(simulated.behaviour(), file.size()), connection);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (reached(cutAt)) {
      connection.cut();
      connection.waitForEnd();
    }
    if (reached(silentAt)) {
      connection.fallSilent();
      connection.waitForEnd();
    }
    if (reached(stallAt)) {
      connection.waitForEnd();
    }
    if (position >= size) {
      return -1;
    }
    int length = (int) Math.min(into.remaining(), untilNextStop());
    if (bytesPerSecond.isPresent()) {
      length = (int) Math.min(length, bytesPerSecond.getAsLong());
      waitOneSecond();
    }
    int read = copy(into, length);
    position += read;
    return read;
  }

  private int copy(ByteBuffer into, int length) throws IOException {
    int before = into.limit();
    into.limit(into.position() + length);
    try {
      int read = file.read(into, position);
      if (read >= 0) {
        return read;
      }
      // Past the end of the file: the switch sends more than it promised.
      into.put(new byte[length]);
      return length;
    } finally {
      into.limit(before);
    }
  }

  private boolean reached(OptionalLong stop) {
    return stop.isPresent() && position >= stop.getAsLong();
  }

  private long untilNextStop() {
    long next = size;
    for (OptionalLong stop : new OptionalLong[] {cutAt, stallAt, silentAt}) {
      next = Math.min(next, stop.orElse(next));
    }
    return next - position;
  }

  private static void waitOneSecond() throws InterruptedIOException {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The client is gone");
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long next) {
    position = next;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new NonWritableChannelException();
  }
}
