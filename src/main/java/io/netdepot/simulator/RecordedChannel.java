package io.netdepot.simulator;

import io.netdepot.recording.Act;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SSH channel on which a recording is played, on a virtual thread that ends with it. */
abstract class RecordedChannel implements Command, Performance.Audience {
  private static final Logger log = LoggerFactory.getLogger(RecordedChannel.class);

  private final RecordedSwitch device;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (status, message, now) -> {};
  private volatile Thread thread = Thread.currentThread();

  RecordedChannel(RecordedSwitch device) {
    this.device = device;
  }

  /** Plays what is to be played; gives how the channel ends. */
  abstract Act.End perform(Environment environment) throws IOException, InterruptedException;

  final RecordedSwitch device() {
    return device;
  }

  final InputStream in() {
    return in;
  }

  @Override
  public void print(boolean error, byte[] bytes) throws IOException {
    OutputStream to = error ? err : out;
    to.write(bytes);
    to.flush();
  }

  @Override
  public final void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public final void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public final void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public final void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public final void start(ChannelSession channel, Environment environment) {
    thread =
        Thread.ofVirtual()
            .name("recorded-" + device.address())
            .start(() -> run(channel, environment));
  }

  @Override
  public final void destroy(ChannelSession channel) {
    thread.interrupt();
  }

  private void run(ChannelSession channel, Environment environment) {
    Act.End end = new Act.Close();
    try {
      end = perform(environment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      log.debug("Recorded switch {}: a channel broke: {}", device.address(), e.getMessage());
    }
    try {
      end(channel, end);
    } catch (IOException e) {
      log.debug("Recorded switch {}: the client left: {}", device.address(), e.getMessage());
    }
  }

  private void end(ChannelSession channel, Act.End end) throws IOException {
    Session session = channel.getServerSession();
    Connection connection = new Connection(session);
    switch (end) {
      case Act.Exit status -> exit.onExit(status.status());
      case Act.Signal signal -> signal(channel, signal.name());
      case Act.Cut cut -> connection.cut();
      case Act.Hang hang -> connection.waitForEnd();
      case Act.Silent silent -> {
        connection.fallSilent();
        connection.waitForEnd();
      }
      case Act.Close close -> channel.close(false);
      case Act.Refuse refuse -> channel.close(false);
    }
  }

  // RFC 4254, section 6.10. The library only sends exit statuses.
  private static void signal(ChannelSession channel, String name) throws IOException {
    Session session = channel.getServerSession();
    Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 128);
    buffer.putUInt(channel.getRecipient());
    buffer.putString("exit-signal");
    buffer.putBoolean(false);
    buffer.putString(name);
    buffer.putBoolean(false);
    buffer.putString("");
    buffer.putString("");
    channel.writePacket(buffer);
    channel.close(false);
  }

  /** How a scene ends that does not say so. */
  static Act.End orDone(Optional<Act.End> end) {
    return end.orElseGet(() -> new Act.Exit(0));
  }
}
