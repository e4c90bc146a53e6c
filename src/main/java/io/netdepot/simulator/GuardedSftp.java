package io.netdepot.simulator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Files of a switch that SFTP may read, and change only where the switch lets it. */
abstract class GuardedSftp implements SftpFileSystemAccessor {
  /** Whether a client may change what is here. */
  boolean mayChange(SftpSubsystemProxy subsystem, Path file) {
    return false;
  }

  private void requireChangeable(SftpSubsystemProxy subsystem, Path file)
      throws AccessDeniedException {
    if (!mayChange(subsystem, file)) {
      throw denied();
    }
  }

  static AccessDeniedException denied() {
    return new AccessDeniedException("Permission denied");
  }

  @Override
  public void setFileAttribute(
      SftpSubsystemProxy subsystem,
      Path file,
      String view,
      String attribute,
      Object value,
      LinkOption... options)
      throws IOException {
    requireChangeable(subsystem, file);
    SftpFileSystemAccessor.super.setFileAttribute(subsystem, file, view, attribute, value, options);
  }

  @Override
  public void setFileOwner(
      SftpSubsystemProxy subsystem, Path file, Principal owner, LinkOption... options)
      throws IOException {
    throw denied();
  }

  @Override
  public void setGroupOwner(
      SftpSubsystemProxy subsystem, Path file, Principal group, LinkOption... options)
      throws IOException {
    throw denied();
  }

  @Override
  public void setFilePermissions(
      SftpSubsystemProxy subsystem,
      Path file,
      Set<PosixFilePermission> permissions,
      LinkOption... options)
      throws IOException {
    requireChangeable(subsystem, file);
    SftpFileSystemAccessor.super.setFilePermissions(subsystem, file, permissions, options);
  }

  @Override
  public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
    throw denied();
  }

  @Override
  public void createLink(SftpSubsystemProxy subsystem, Path link, Path target, boolean symbolic)
      throws IOException {
    throw denied();
  }

  @Override
  public void renameFile(
      SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
      throws IOException {
    requireChangeable(subsystem, from);
    requireChangeable(subsystem, to);
    SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
  }

  @Override
  public void copyFile(
      SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
      throws IOException {
    throw denied();
  }

  @Override
  public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean folder)
      throws IOException {
    requireChangeable(subsystem, path);
    SftpFileSystemAccessor.super.removeFile(subsystem, path, folder);
  }
}
