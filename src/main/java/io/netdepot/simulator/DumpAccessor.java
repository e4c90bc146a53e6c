package io.netdepot.simulator;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Collection;
import java.util.Set;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * Shows a switch's packages to SFTP, to be read and nothing else; and its images, to be put there.
 */
final class DumpAccessor extends GuardedSftp {
  private final ByAddress<SimulatedSwitch> switches;
  private final FleetFiles files;

  DumpAccessor(ByAddress<SimulatedSwitch> switches, FleetFiles files) {
    this.switches = switches;
    this.files = files;
  }

  /** The package with exactly this path, hostile or not; any other path leads nowhere. */
  @Override
  public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String path) {
    SimulatedSwitch simulated = switches.of(subsystem.getSession());
    if (path.equals(Dump.FOLDER) || path.equals(Dump.FOLDER + "/")) {
      return files.folderOf(simulated);
    }
    return simulated
        .shelf()
        .at(path)
        .map(Dump::file)
        .or(() -> files.imagesOf(simulated).at(path))
        .orElseGet(files::nowhere);
  }

  @Override
  public SeekableByteChannel openFile(
      SftpSubsystemProxy subsystem,
      FileHandle handle,
      Path file,
      String handleName,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attributes)
      throws IOException {
    ServerSession session = subsystem.getServerSession();
    SimulatedSwitch simulated = switches.of(session);
    if (files.imagesOf(simulated).has(file)) {
      if (options.contains(StandardOpenOption.WRITE)
          && simulated.behaviour().take(Fault.PutHangs.class).isPresent()) {
        new Connection(session).waitForEnd();
      }
      SeekableByteChannel channel =
          super.openFile(subsystem, handle, file, handleName, options, attributes);
      return options.contains(StandardOpenOption.WRITE)
          ? simulated
              .behaviour()
              .take(Fault.CutsPut.class)
              .<SeekableByteChannel>map(cut -> new CutChannel(channel, simulated, cut.after()))
              .orElse(channel)
          : channel;
    }
    if (options.contains(StandardOpenOption.WRITE)
        || simulated.behaviour().take(Fault.SftpDenied.class).isPresent()) {
      throw denied();
    }
    Dump dump =
        simulated.shelf().dumps().stream()
            .filter(candidate -> candidate.file().equals(file))
            .findFirst()
            .orElseThrow(() -> new NoSuchFileException("No such file"));
    return DumpChannel.open(simulated, dump, new Connection(session));
  }

  @Override
  boolean mayChange(SftpSubsystemProxy subsystem, Path file) {
    return files.imagesOf(switches.of(subsystem.getSession())).has(file);
  }

  @Override
  public void renameFile(
      SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
      throws IOException {
    super.renameFile(subsystem, from, to, options);
    SimulatedSwitch simulated = switches.of(subsystem.getSession());
    simulated.images().puts().incrementAndGet();
    files.imagesOf(simulated).spoil(to);
  }
}
