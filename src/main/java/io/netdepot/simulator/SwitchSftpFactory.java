package io.netdepot.simulator;

import java.io.IOException;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Starts SFTP for the switches that have it. */
final class SwitchSftpFactory extends SftpSubsystemFactory {
  private final ByAddress<SimulatedSwitch> switches;

  SwitchSftpFactory(
      ByAddress<SimulatedSwitch> switches, FleetFiles files, CloseableExecutorService threads) {
    this.switches = switches;
    setFileSystemAccessor(new DumpAccessor(switches, files));
    // Each subsystem shuts its executor down at its end.
    setExecutorServiceProvider(() -> ThreadUtils.noClose(threads));
  }

  @Override
  public Command createSubsystem(ChannelSession channel) throws IOException {
    SimulatedSwitch simulated = switches.of(channel.getServerSession());
    if (simulated.behaviour().take(Fault.NoSftp.class).isPresent()) {
      throw new IOException("Switch " + simulated.address() + " has no SFTP");
    }
    return new SwitchSftp(channel, this);
  }
}
