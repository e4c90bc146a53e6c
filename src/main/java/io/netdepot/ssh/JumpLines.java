package io.netdepot.ssh;

import io.netdepot.config.SshSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.channel.ChannelDirectTcpip;

/**
 * The ways through jump hosts that there are now. A connection to a jump host serves a few dozen
 * switches: a login for each switch would be more than many jump hosts take, and one connection for
 * all would end with all of them. One that breaks takes the switches with it that are on it; their
 * next try gets another. Thread-safe.
 */
final class JumpLines implements AutoCloseable {
  /** OpenSSH's server lets one connection have more than these; each costs it a file. */
  private static final int SWITCHES_ON_A_LINE = 32;

  private static final Duration KEPT_IDLE = Duration.ofSeconds(30);

  private final SshSettings settings;
  private final JumpSource jumps;
  private final Dialer dialer;
  private final Watch watch;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final List<JumpLine> lines = new ArrayList<>();
  private boolean closed;

  JumpLines(SshSettings settings, JumpSource jumps, Dialer dialer, Watch watch) {
    this.settings = settings;
    this.jumps = jumps;
    this.dialer = dialer;
    this.watch = watch;
  }

  /**
   * Opens a way to a port of a task's switch.
   *
   * @param name of the jump host
   * @param waiting ends the wait when it is cut
   */
  Tunnel open(String name, SwitchTask task, int port, Lifeline waiting) throws SwitchFailure {
    JumpHost jump =
        jumps
            .find(name)
            .orElseThrow(
                () ->
                    new SwitchFailure(
                        FailureReason.JUMP_HOST_UNREACHABLE,
                        Phase.CONNECT,
                        "There is no jump host '" + name + "' in the file of switches any more"));
    JumpLine line = enter(jump);
    try {
      ChannelDirectTcpip channel =
          line.open(task.address().canonical(), port, waiting, watch, settings);
      try {
        return new Tunnel(channel, name, line::heard, () -> leave(line));
      } catch (IOException e) {
        channel.close(true);
        throw new SwitchFailure(
            FailureReason.INTERNAL_ERROR,
            Phase.CONNECT,
            "No way to the jump host could be opened on this machine: " + Causes.text(e),
            e);
      }
    } catch (SwitchFailure | RuntimeException e) {
      leave(line);
      throw e;
    }
  }

  private JumpLine enter(JumpHost jump) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("The SSH client is closed");
      }
      for (JumpLine line : lines) {
        if (line.jump().equals(jump) && line.users < SWITCHES_ON_A_LINE && !line.isDead()) {
          line.users++;
          return line;
        }
      }
      JumpLine begun = new JumpLine(jump);
      begun.users = 1;
      lines.add(begun);
      begun.connect(dialer, watch, settings);
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private void leave(JumpLine line) {
    boolean last;
    lock.lock();
    try {
      line.users--;
      last = line.users == 0;
    } finally {
      lock.unlock();
    }
    if (last) {
      if (line.isDead()) {
        closeUnused(line);
      } else {
        watch.timer(KEPT_IDLE, () -> closeUnused(line));
      }
    }
  }

  private void closeUnused(JumpLine line) {
    lock.lock();
    try {
      if (line.users > 0 || !lines.remove(line)) {
        return;
      }
    } finally {
      lock.unlock();
    }
    line.close();
  }

  /** How many connections to jump hosts there are. */
  int count() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<JumpLine> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(lines);
      lines.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(JumpLine::close);
  }
}
