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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a file onto an SFTP server: under a name that nobody takes for a whole file, and under its
 * own when all of it is there.
 *
 * <p>Writes are sent ahead of their answers, as much as the server's window takes.
 */
final class SftpPut {
  private static final Logger log = LoggerFactory.getLogger(SftpPut.class);

  /** The library's own client reads whole blocks of no more than that from a server. */
  private static final int READ_BLOCK = 32 * 1024;

  private static final int BLOCK = 128 * 1024;
  private static final int OURS_ALONE = 0600;
  private static final Set<OpenMode> WRITTEN_ANEW =
      Set.of(OpenMode.Create, OpenMode.Write, OpenMode.Truncate);

  private final ClientSession session;
  private final Phase phase;
  private final IntConsumer sent;

  /**
   * Puts files.
   *
   * @param sent told after every block of how many bytes it had
   */
  SftpPut(ClientSession session, Phase phase, IntConsumer sent) {
    this.session = session;
    this.phase = phase;
    this.sent = sent;
  }

  /**
   * Puts a file there, in place of any other.
   *
   * @throws SwitchFailure {@code image-not-written} when the server refuses it, {@code
   *     transfer-incomplete} when it has another number of bytes afterwards
   */
  void replace(FileToSend file, String remotePath) throws SwitchFailure {
    try (SftpClient sftp = open(remotePath)) {
      put(sftp, file.file(), file.size(), remotePath, size(sftp, remotePath).isPresent());
    } catch (SftpException e) {
      throw new SwitchFailure(
          FailureReason.IMAGE_NOT_WRITTEN,
          phase,
          remotePath + " cannot be written: " + refusal(e.getStatus()),
          e);
    } catch (IOException e) {
      throw lost(remotePath, e);
    }
  }

  private SftpClient open(String remotePath) throws IOException, SwitchFailure {
    try {
      return SftpClientFactory.instance().createSftpClient(session);
    } catch (IOException e) {
      if (!session.isOpen()) {
        throw e;
      }
      throw new SwitchFailure(
          FailureReason.IMAGE_NOT_WRITTEN,
          phase,
          remotePath + " cannot be written: the switch offers no SFTP",
          e);
    }
  }

  private static String refusal(int status) {
    return switch (status) {
      case SftpConstants.SSH_FX_NO_SUCH_FILE -> "there is no such directory on the switch";
      case SftpConstants.SSH_FX_PERMISSION_DENIED -> "the login may not write there";
      // OpenSSH has no word of its own for a full disk.
      default -> "the switch refuses to write it; most often its disk is full";
    };
  }

  /**
   * Puts a file there that others on the server have no business with. Does nothing when it is
   * there already, byte for byte.
   */
  void run(Path file, String remotePath) throws SwitchFailure {
    try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
      long size = Files.size(file);
      OptionalLong there = size(sftp, remotePath);
      if (there.isPresent() && there.getAsLong() == size && isSame(sftp, file, remotePath)) {
        return;
      }
      makeForUsAlone(sftp, unfinished(remotePath));
      put(sftp, file, size, remotePath, there.isPresent());
    } catch (IOException e) {
      throw lost(remotePath, e);
    }
  }

  private void put(SftpClient sftp, Path file, long size, String remotePath, boolean other)
      throws IOException, SwitchFailure {
    String unfinished = unfinished(remotePath);
    try {
      send(sftp, file, size, unfinished);
      if (other) {
        // What somebody else left there, or the server was full.
        sftp.remove(remotePath);
      }
      sftp.rename(unfinished, remotePath);
    } catch (IOException | SwitchFailure e) {
      remove(sftp, unfinished, e);
      throw e;
    }
  }

  private SwitchFailure lost(String remotePath, IOException e) {
    return new SwitchFailure(
        FailureReason.CONNECTION_LOST,
        phase,
        remotePath + " cannot be put there: " + Causes.text(e),
        e);
  }

  private void send(SftpClient sftp, Path file, long size, String unfinished)
      throws IOException, SwitchFailure {
    copy(sftp, file, unfinished);
    long there = size(sftp, unfinished).orElse(0);
    if (there != size) {
      throw new SwitchFailure(
          FailureReason.TRANSFER_INCOMPLETE,
          phase,
          "The server has " + there + " of the " + size + " bytes of " + unfinished);
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
        InputStream theirs = sftp.read(remotePath, READ_BLOCK)) {
      byte[] block = new byte[READ_BLOCK];
      int length;
      do {
        length = ours.readNBytes(block, 0, READ_BLOCK);
        byte[] other = theirs.readNBytes(length);
        if (!Arrays.equals(block, 0, length, other, 0, other.length)) {
          return false;
        }
      } while (length == READ_BLOCK);
      return true;
    } catch (SftpException e) {
      // One that may not be read is not known to be ours.
      return false;
    }
  }

  private void copy(SftpClient sftp, Path file, String remotePath) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = sftp.write(remotePath, BLOCK, WRITTEN_ANEW)) {
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        out.write(block, 0, read);
        sent.accept(read);
      }
    }
  }

  // Before there is a byte in it: what a server gives new files is often open to all its users.
  private static void makeForUsAlone(SftpClient sftp, String remotePath) throws IOException {
    try (SftpClient.CloseableHandle made = sftp.open(remotePath, WRITTEN_ANEW)) {
      sftp.setStat(made, new SftpClient.Attributes().perms(OURS_ALONE));
    } catch (SftpException e) {
      // A server without modes; where the file itself is refused, writing it says so.
      log.debug("The mode of {} cannot be set: {}", remotePath, e.getMessage());
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
