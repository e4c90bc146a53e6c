package io.netdepot.ssh;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The channel of a command whose output is a file: what comes goes into an {@link Inflow}, and the
 * switch gets room for more only when it is {@linkplain #took taken} out of there.
 */
final class OutputChannel extends CommandChannel {
  private final Inflow inflow;
  private final Runnable heard;

  OutputChannel(Command command, long window, Inflow inflow, Runnable heard, Runnable onChange) {
    super(command, window, onChange);
    this.inflow = inflow;
    this.heard = heard;
    CoreModuleProperties.MAX_PACKET_SIZE.set(this, Transfers.PACKET);
    // Never written to: the bytes are taken before.
    setOut(OutputStream.nullOutputStream());
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    if (isClosing()) {
      return;
    }
    heard.run();
    if (inflow.add(data, offset, (int) length)) {
      changed();
    }
  }

  /** Gives the switch room for as many bytes more. */
  void took(long bytes) throws IOException {
    getLocalWindow().release(bytes);
  }
}
