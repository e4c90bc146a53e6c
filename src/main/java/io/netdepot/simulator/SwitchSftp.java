package io.netdepot.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;

/** SFTP that speaks of paths on the switch and never shows one of this machine. */
final class SwitchSftp extends SftpSubsystem {
  SwitchSftp(ChannelSession channel, SftpSubsystemConfigurator configurator) {
    super(channel, configurator);
  }

  @Override
  protected void doRealPath(Buffer buffer, int id) throws IOException {
    Path path = Path.of("/").resolve(buffer.getString()).normalize();
    sendPath(prepareReply(buffer), id, path, Map.of());
  }
}
