package io.netdepot.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file being put onto a switch that reboots in the middle of it. */
final class CutChannel implements SeekableByteChannel {
  private final SeekableByteChannel file;
  private final SimulatedSwitch simulated;
  private final long after;

  CutChannel(SeekableByteChannel file, SimulatedSwitch simulated, long after) {
    this.file = file;
    this.simulated = simulated;
    this.after = after;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int written = file.write(bytes);
    if (file.position() >= after) {
      simulated.images().reboot(simulated.build());
    }
    return written;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return file.read(bytes);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long next) throws IOException {
    file.position(next);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
