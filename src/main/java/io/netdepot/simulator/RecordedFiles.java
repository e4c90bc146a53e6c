package io.netdepot.simulator;

import io.netdepot.recording.RecordedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Shows a recorded switch's files to SFTP, to be read and deleted. */
final class RecordedFiles extends GuardedSftp {
  private final ByAddress<RecordedSwitch> devices;

  RecordedFiles(ByAddress<RecordedSwitch> devices) {
    this.devices = devices;
  }

  private RecordedDisk disk(SftpSubsystemProxy subsystem) {
    return devices.of(subsystem.getSession()).stage().disk();
  }

  @Override
  public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String path) {
    return disk(subsystem).local(path);
  }

  @Override
  public SeekableByteChannel openFile(
      SftpSubsystemProxy subsystem,
      FileHandle handle,
      Path place,
      String handleName,
      Set<? extends OpenOption> options,
      FileAttribute<?>... attributes)
      throws IOException {
    ServerSession session = subsystem.getServerSession();
    Optional<RecordedFile> file = disk(subsystem).at(place);
    if (options.contains(StandardOpenOption.WRITE)
        || file.map(RecordedFile::denied).orElse(false)) {
      throw denied();
    }
    FileChannel channel = FileChannel.open(place, StandardOpenOption.READ);
    return new DumpChannel(
        channel,
        new ReadFaults(
            channel.size(),
            file.map(RecordedFile::cutsAt).orElse(OptionalLong.empty()),
            file.map(RecordedFile::stallsAt).orElse(OptionalLong.empty()),
            OptionalLong.empty(),
            OptionalLong.empty()),
        new Connection(session));
  }

  @Override
  public Map<String, ?> readFileAttributes(
      SftpSubsystemProxy subsystem, Path place, String view, LinkOption... options)
      throws IOException {
    Map<String, ?> found = super.readFileAttributes(subsystem, place, view, options);
    OptionalLong says =
        disk(subsystem).at(place).map(RecordedFile::says).orElse(OptionalLong.empty());
    if (says.isEmpty() || !found.containsKey("size")) {
      return found;
    }
    Map<String, Object> told = new LinkedHashMap<>(found);
    told.put("size", says.getAsLong());
    return told;
  }

  @Override
  public NavigableMap<String, Object> resolveReportedFileAttributes(
      SftpSubsystemProxy subsystem,
      Path place,
      int flags,
      NavigableMap<String, Object> attributes,
      LinkOption... options)
      throws IOException {
    NavigableMap<String, Object> told =
        new TreeMap<>(
            super.resolveReportedFileAttributes(subsystem, place, flags, attributes, options));
    disk(subsystem)
        .at(place)
        .map(RecordedFile::says)
        .filter(OptionalLong::isPresent)
        .ifPresent(says -> told.put("size", says.getAsLong()));
    return told;
  }

  @Override
  public void removeFile(SftpSubsystemProxy subsystem, Path place, boolean folder)
      throws IOException {
    RecordedDisk disk = disk(subsystem);
    Optional<RecordedFile> file = disk.at(place);
    if (folder || file.map(RecordedFile::kept).orElse(false)) {
      throw denied();
    }
    if (file.isEmpty()) {
      throw new NoSuchFileException("No such file");
    }
    disk.deleteAt(place);
  }
}
