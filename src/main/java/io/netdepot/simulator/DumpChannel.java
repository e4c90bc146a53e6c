package io.netdepot.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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

  private DumpChannel(FileChannel file, Behaviour behaviour, Connection connection)
      throws IOException {
    this.file = file;
    this.connection = connection;
    long missing = behaviour.take(Fault.FewerBytes.class).map(Fault.FewerBytes::missing).orElse(0L);
    long extra = behaviour.take(Fault.MoreBytes.class).map(Fault.MoreBytes::extra).orElse(0L);
    size = Math.max(0, file.size() - missing + extra);
    cutAt = toLong(behaviour.take(Fault.CutAfter.class).map(Fault.CutAfter::bytes));
    stallAt = toLong(behaviour.take(Fault.StallsAfter.class).map(Fault.StallsAfter::bytes));
    silentAt =
        behaviour.fallsSilent(Fault.Moment.FETCH)
            ? OptionalLong.of(0)
            : toLong(behaviour.take(Fault.SilentAfter.class).map(Fault.SilentAfter::bytes));
    bytesPerSecond =
        toLong(
            behaviour
                .take(Fault.Trickle.class)
                .map(trickle -> (long) Math.max(1, trickle.bytesPerSecond())));
  }

  static DumpChannel open(SimulatedSwitch simulated, Dump dump, Connection connection)
      throws IOException {
    simulated.counts().fetches.incrementAndGet();
    FileChannel file = FileChannel.open(dump.file(), StandardOpenOption.READ);
    try {
      return new DumpChannel(file, simulated.behaviour(), connection);
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

  private static OptionalLong toLong(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
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
