package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalLong;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * Puts a file onto an SFTP server: under a name that nobody takes for a whole file, and under its
 * own when all of it is there.
 */
final class SftpPut {
  private static final int BLOCK = 32 * 1024;

  private final ClientSession session;
  private final Phase phase;

  SftpPut(ClientSession session, Phase phase) {
    this.session = session;
    this.phase = phase;
  }

  /** Does nothing when the file is there already, byte for byte. */
  void run(Path file, String remotePath) throws SwitchFailure {
    try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
      long size = Files.size(file);
      OptionalLong there = size(sftp, remotePath);
      if (there.isPresent() && there.getAsLong() == size && isSame(sftp, file, remotePath)) {
        return;
      }
      String unfinished = unfinished(remotePath);
      try {
        send(sftp, file, size, unfinished);
        if (there.isPresent()) {
          // Another one: what somebody else left there, or the server was full.
          sftp.remove(remotePath);
        }
        sftp.rename(unfinished, remotePath);
      } catch (IOException | SwitchFailure e) {
        remove(sftp, unfinished, e);
        throw e;
      }
    } catch (IOException e) {
      throw new SwitchFailure(
          FailureReason.CONNECTION_LOST,
          phase,
          remotePath + " cannot be put there: " + Causes.text(e),
          e);
    }
  }

  private void send(SftpClient sftp, Path file, long size, String unfinished)
      throws IOException, SwitchFailure {
    copy(sftp, file, unfinished);
    long sent = size(sftp, unfinished).orElse(0);
    if (sent != size) {
      throw new SwitchFailure(
          FailureReason.TRANSFER_INCOMPLETE,
          phase,
          "The server has " + sent + " of the " + size + " bytes of " + unfinished);
    }
  }

  // Half of a package is of use to nobody; where the connection broke, the next try overwrites it.
  private static void remove(SftpClient sftp, String unfinished, Exception failure) {
    try {
      sftp.remove(unfinished);
    } catch (IOException | IllegalStateException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isSame(SftpClient sftp, Path file, String remotePath) throws IOException {
    try (InputStream ours = Files.newInputStream(file);
        InputStream theirs = sftp.read(remotePath, BLOCK)) {
      byte[] block = new byte[BLOCK];
      int length;
      do {
        length = ours.readNBytes(block, 0, BLOCK);
        byte[] other = theirs.readNBytes(length);
        if (!Arrays.equals(block, 0, length, other, 0, other.length)) {
          return false;
        }
      } while (length == BLOCK);
      return true;
    } catch (SftpException e) {
      // One that may not be read is not known to be ours.
      return false;
    }
  }

  private static void copy(SftpClient sftp, Path file, String remotePath) throws IOException {
    EnumSet<OpenMode> modes = EnumSet.of(OpenMode.Create, OpenMode.Write, OpenMode.Truncate);
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = sftp.write(remotePath, BLOCK, modes)) {
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        out.write(block, 0, read);
      }
    }
  }

  private static OptionalLong size(SftpClient sftp, String remotePath) throws IOException {
    try {
      return OptionalLong.of(sftp.stat(remotePath).getSize());
    } catch (SftpException e) {
      if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  private static String unfinished(String remotePath) {
    int name = remotePath.lastIndexOf('/') + 1;
    return remotePath.substring(0, name) + "." + remotePath.substring(name) + ".part";
  }
}
