package io.netdepot.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * A shell channel (RFC 4254, section 6.5) with a terminal that is wide and long enough for most
 * answers not to be broken or paged.
 */
final class ShellChannel extends ChannelShell {
  private static final int COLUMNS = 500;
  private static final int LINES = 1_000;

  private volatile boolean ended;
  private volatile boolean refused;

  /**
   * @param window how many bytes the switch may send before we say that we took some
   * @param onChange run when the channel's end is reached; returns at once
   */
  ShellChannel(long window, Runnable onChange) {
    super(terminal(), Map.of());
    CoreModuleProperties.WINDOW_SIZE.set(this, window);
    // A switch that has no shell is to say so, instead of saying nothing.
    CoreModuleProperties.REQUEST_SHELL_REPLY.set(this, true);
    addCloseFutureListener(
        closed -> {
          ended = true;
          onChange.run();
        });
  }

  private static PtyChannelConfiguration terminal() {
    PtyChannelConfiguration terminal = new PtyChannelConfiguration();
    terminal.setPtyType("vt100");
    terminal.setPtyColumns(COLUMNS);
    terminal.setPtyLines(LINES);
    return terminal;
  }

  /** Whether nothing will come any more. */
  boolean ended() {
    return ended;
  }

  /** Whether the switch would not even begin. */
  boolean refused() {
    return refused;
  }

  void send(String text) throws IOException {
    getInvertedIn().write(text.getBytes(StandardCharsets.UTF_8));
    getInvertedIn().flush();
  }

  // The library's own way logs a warning.
  @Override
  public void handleFailure() throws IOException {
    refused = true;
    close(true);
  }
}
