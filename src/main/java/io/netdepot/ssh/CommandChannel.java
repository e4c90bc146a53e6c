package io.netdepot.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.core.CoreModuleProperties;

/** An exec channel (RFC 4254, section 6.5) without a terminal, whose standard input is empty. */
class CommandChannel extends ChannelExec {
  private final Runnable onChange;
  private volatile boolean ended;
  private volatile boolean refused;

  /**
   * @param window how many bytes the switch may send before we say that we took some
   * @param onChange run when the channel's end is reached; returns at once
   */
  CommandChannel(Command command, long window, Runnable onChange) {
    super(command.line(), StandardCharsets.UTF_8, null, Map.of());
    this.onChange = onChange;
    CoreModuleProperties.WINDOW_SIZE.set(this, window);
    addCloseFutureListener(
        closed -> {
          ended = true;
          onChange.run();
        });
  }

  /** Whether nothing will come any more. */
  final boolean ended() {
    return ended;
  }

  /** Whether the switch would not even begin. */
  final boolean refused() {
    return refused;
  }

  final void changed() {
    onChange.run();
  }

  @Override
  protected void doOpen() throws IOException {
    super.doOpen();
    sendEof();
  }

  // The library's own way logs a warning with the command in it.
  @Override
  public void handleFailure() throws IOException {
    refused = true;
    close(true);
  }
}
