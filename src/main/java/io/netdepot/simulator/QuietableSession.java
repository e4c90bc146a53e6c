package io.netdepot.simulator;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;

/** A TCP connection that can stop listening: from then on it takes bytes and answers none. */
final class QuietableSession extends Nio2Session {
  private volatile boolean quiet;

  QuietableSession(
      Nio2Service service,
      PropertyResolver properties,
      IoHandler handler,
      AsynchronousSocketChannel socket,
      SocketAddress address)
      throws IOException {
    super(service, properties, handler, socket, address);
  }

  void fallSilent() {
    quiet = true;
  }

  @Override
  protected void handleReadCycleCompletion(
      ByteBuffer buffer,
      Readable reader,
      Nio2CompletionHandler<Integer, Object> completion,
      Integer length,
      Object attachment) {
    if (quiet && length >= 0) {
      // Reading on is the only way to learn that the client has left.
      doReadCycle(buffer, completion);
    } else {
      super.handleReadCycleCompletion(buffer, reader, completion, length, attachment);
    }
  }
}
