package io.netdepot.receive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SFTP on one channel of a switch: reads requests and answers them, on a virtual thread. */
final class PushSubsystem implements Command {
  private static final Logger log = LoggerFactory.getLogger(PushSubsystem.class);
  private static final int BUFFERED = 128 * 1024;

  private final PushProtocol protocol;
  private final PushedBytes bytes;

  // Mutable state, set before the start.
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable ExitCallback exit;
  private volatile @Nullable Thread thread;

  PushSubsystem(String folder, PushedBytes bytes) {
    this.protocol = new PushProtocol(folder, bytes);
    this.bytes = bytes;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    // Nothing is said there.
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    InputStream requests = in;
    OutputStream answers = out;
    ExitCallback ended = exit;
    if (requests == null || answers == null || ended == null) {
      throw new IllegalStateException("The channel has no streams");
    }
    thread =
        Thread.ofVirtual()
            .name("receiver")
            .start(() -> ended.onExit(serve(requests, answers) ? 0 : 1));
  }

  private boolean serve(InputStream requests, OutputStream answers) {
    try (DataInputStream reader = new DataInputStream(new BufferedInputStream(requests, BUFFERED));
        DataOutputStream writer = new DataOutputStream(new BufferedOutputStream(answers))) {
      byte[] request = new byte[4 * 1024];
      while (true) {
        int length;
        try {
          length = reader.readInt();
        } catch (EOFException e) {
          return true;
        }
        if (length < 1 || length > PushProtocol.LONGEST_REQUEST) {
          return false;
        }
        if (length > request.length) {
          request = new byte[Math.min(PushProtocol.LONGEST_REQUEST, 2 * length)];
        }
        reader.readFully(request, 0, length);
        Buffer answer = protocol.answer(new ByteArrayBuffer(request, 0, length));
        writer.writeInt(answer.available());
        writer.write(answer.array(), answer.rpos(), answer.available());
        if (reader.available() == 0) {
          writer.flush();
        }
      }
    } catch (IOException | BufferException e) {
      log.debug("A switch's connection to the receiver ended: {}", e.toString());
      return false;
    } finally {
      if (protocol.isWriting()) {
        bytes.lost();
      }
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    Thread serving = thread;
    if (serving != null) {
      serving.interrupt();
    }
  }
}
