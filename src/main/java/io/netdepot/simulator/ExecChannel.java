package io.netdepot.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one program for one exec channel, on a virtual thread that ends with the channel. */
final class ExecChannel implements Command {
  private static final Logger log = LoggerFactory.getLogger(ExecChannel.class);

  private final SimulatedSwitch simulated;
  private final Program program;
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback exit = (status, message, now) -> {};
  private volatile Thread thread = Thread.currentThread();

  ExecChannel(SimulatedSwitch simulated, Program program) {
    this.simulated = simulated;
    this.program = program;
  }

  @Override
  public void setInputStream(InputStream in) {
    // No program here reads.
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    thread = Thread.ofVirtual().name("switch-" + simulated.address()).start(() -> run(channel));
  }

  @Override
  public void destroy(ChannelSession channel) {
    thread.interrupt();
  }

  private void run(ChannelSession channel) {
    simulated.counts().runningCommands.incrementAndGet();
    OptionalInt status = Terminal.NO_STATUS;
    try {
      status = program.run(new Terminal(out, err, new Connection(channel.getServerSession())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.debug("Switch {}: the client left a command: {}", simulated.address(), e.getMessage());
    } finally {
      simulated.counts().runningCommands.decrementAndGet();
      if (status.isPresent()) {
        exit.onExit(status.getAsInt());
      } else {
        channel.close(false);
      }
    }
  }
}
