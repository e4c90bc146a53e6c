package io.netdepot.receive;

import io.netdepot.fleet.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.common.SftpConstants;

/**
 * The few words of SFTP that it takes to push one file: the rest is refused, and nothing of it
 * reaches a file system. Used by the thread of one connection.
 *
 * <p>Source: draft-ietf-secsh-filexfer-02 (version 3, which OpenSSH, libssh2 and paramiko speak);
 * OpenSSH's PROTOCOL, section 4.8, for {@code limits@openssh.com}.
 */
final class PushProtocol {
  /** The longest request; OpenSSH's own server takes no longer ones either. */
  static final int LONGEST_REQUEST = 256 * 1024;

  private static final int VERSION = 3;
  private static final int ROOM_FOR_HEADERS = 1024;
  private static final String LIMITS = "limits@openssh.com";
  private static final String HANDLE = "package";
  private static final int DIRECTORY = 0040700;
  private static final int FILE = 0100600;

  private final String folder;
  private final PushedBytes bytes;

  // Mutable state
  private Optional<String> name = Optional.empty();
  private boolean open;

  /**
   * A connection that has logged in.
   *
   * @param folder the one there is
   */
  PushProtocol(String folder, PushedBytes bytes) {
    this.folder = folder;
    this.bytes = bytes;
  }

  /**
   * Answers one request.
   *
   * @param request without the length before it
   * @return the answer, without the length before it
   * @throws BufferException when the request is shorter than it says; the connection is of no use
   *     any more
   */
  Buffer answer(Buffer request) {
    int type = request.getUByte();
    if (type == SftpConstants.SSH_FXP_INIT) {
      return version();
    }
    int id = request.getInt();
    return switch (type) {
      case SftpConstants.SSH_FXP_OPEN -> open(id, request);
      case SftpConstants.SSH_FXP_WRITE -> write(id, request);
      case SftpConstants.SSH_FXP_CLOSE -> close(id, request);
      case SftpConstants.SSH_FXP_STAT, SftpConstants.SSH_FXP_LSTAT -> stat(id, request);
      case SftpConstants.SSH_FXP_FSTAT -> fstat(id, request);
      // Times and modes of the switch are of no use here, and clients give up without a yes.
      case SftpConstants.SSH_FXP_SETSTAT -> setStat(id, request);
      case SftpConstants.SSH_FXP_FSETSTAT -> status(id, isHandle(request));
      case SftpConstants.SSH_FXP_REALPATH -> realPath(id, request);
      case SftpConstants.SSH_FXP_RENAME -> rename(id, request);
      case SftpConstants.SSH_FXP_EXTENDED -> extended(id, request);
      case SftpConstants.SSH_FXP_READ,
          SftpConstants.SSH_FXP_OPENDIR,
          SftpConstants.SSH_FXP_READDIR,
          SftpConstants.SSH_FXP_REMOVE,
          SftpConstants.SSH_FXP_MKDIR,
          SftpConstants.SSH_FXP_RMDIR,
          SftpConstants.SSH_FXP_READLINK,
          SftpConstants.SSH_FXP_SYMLINK ->
          denied(id);
      default -> status(id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "Not here");
    };
  }

  /** Whether this connection has begun the file and not ended it. */
  boolean isWriting() {
    return open;
  }

  private static Buffer version() {
    Buffer answer = new ByteArrayBuffer();
    answer.putByte((byte) SftpConstants.SSH_FXP_VERSION);
    answer.putInt(VERSION);
    answer.putString(LIMITS);
    answer.putString("1");
    return answer;
  }

  private Buffer open(int id, Buffer request) {
    String path = text(request);
    int flags = request.getInt();
    if (!(PushPath.parse(folder, path) instanceof PushPath.File file)) {
      return outside(id);
    }
    if ((flags & SftpConstants.SSH_FXF_WRITE) == 0 || (flags & SftpConstants.SSH_FXF_APPEND) != 0) {
      return denied(id);
    }
    if (!bytes.begin()) {
      return status(id, SftpConstants.SSH_FX_FAILURE, "No further file is taken");
    }
    name = Optional.of(file.name());
    open = true;
    Buffer answer = answer(SftpConstants.SSH_FXP_HANDLE, id);
    answer.putString(HANDLE);
    return answer;
  }

  private Buffer write(int id, Buffer request) {
    if (!isHandle(request) || !open) {
      return status(id, false);
    }
    long offset = request.getLong();
    int length = request.getInt();
    if (length < 0 || length > request.available()) {
      throw new BufferException("The request is shorter than it says");
    }
    return status(id, bytes.write(offset, request.array(), request.rpos(), length));
  }

  private Buffer close(int id, Buffer request) {
    if (!isHandle(request) || !open) {
      return status(id, false);
    }
    open = false;
    return status(id, bytes.end());
  }

  private Buffer stat(int id, Buffer request) {
    return switch (PushPath.parse(folder, text(request))) {
      case PushPath.Root root -> attributes(id, DIRECTORY, 0);
      case PushPath.Folder its -> attributes(id, DIRECTORY, 0);
      case PushPath.File file when isOurs(file) -> attributes(id, FILE, bytes.size().orElse(0L));
      case PushPath.File file -> notThere(id);
      case PushPath.Outside outside -> notThere(id);
    };
  }

  private Buffer fstat(int id, Buffer request) {
    return isHandle(request) && open
        ? attributes(id, FILE, bytes.size().orElse(0L))
        : status(id, false);
  }

  private Buffer setStat(int id, Buffer request) {
    return PushPath.parse(folder, text(request)) instanceof PushPath.File file && isOurs(file)
        ? status(id, true)
        : denied(id);
  }

  private Buffer rename(int id, Buffer request) {
    PushPath from = PushPath.parse(folder, text(request));
    PushPath to = PushPath.parse(folder, text(request));
    if (!(from instanceof PushPath.File old && isOurs(old))) {
      return notThere(id);
    }
    if (!(to instanceof PushPath.File other)) {
      return outside(id);
    }
    name = Optional.of(other.name());
    return status(id, true);
  }

  private Buffer realPath(int id, Buffer request) {
    String path =
        switch (PushPath.parse(folder, text(request))) {
          case PushPath.Root root -> "/";
          case PushPath.Folder its -> "/" + folder;
          case PushPath.File file -> "/" + folder + "/" + file.name();
          case PushPath.Outside outside -> "";
        };
    if (path.isEmpty()) {
      return notThere(id);
    }
    Buffer answer = answer(SftpConstants.SSH_FXP_NAME, id);
    answer.putInt(1);
    answer.putString(path);
    answer.putString(path);
    answer.putInt(0); // no attributes
    return answer;
  }

  private static Buffer extended(int id, Buffer request) {
    if (!text(request).equals(LIMITS)) {
      return status(id, SftpConstants.SSH_FX_OP_UNSUPPORTED, "Not here");
    }
    Buffer answer = answer(SftpConstants.SSH_FXP_EXTENDED_REPLY, id);
    answer.putLong(LONGEST_REQUEST);
    answer.putLong(0); // nothing can be read
    answer.putLong(LONGEST_REQUEST - ROOM_FOR_HEADERS);
    answer.putLong(1); // handle
    return answer;
  }

  private Buffer outside(int id) {
    bytes.refused(
        FailureReason.PACKAGE_UNREADABLE,
        "The switch wanted to write outside of the folder it was given, or a file with a name that"
            + " is not a plain one");
    return denied(id);
  }

  private boolean isOurs(PushPath.File file) {
    return name.filter(file.name()::equals).isPresent();
  }

  private static boolean isHandle(Buffer request) {
    return text(request).equals(HANDLE);
  }

  private static String text(Buffer request) {
    return request.getString(StandardCharsets.UTF_8);
  }

  private static Buffer attributes(int id, int mode, long size) {
    Buffer answer = answer(SftpConstants.SSH_FXP_ATTRS, id);
    answer.putInt(
        SftpConstants.SSH_FILEXFER_ATTR_SIZE | SftpConstants.SSH_FILEXFER_ATTR_PERMISSIONS);
    answer.putLong(size);
    answer.putInt(mode);
    return answer;
  }

  private static Buffer denied(int id) {
    return status(id, SftpConstants.SSH_FX_PERMISSION_DENIED, "Only one file can be put here");
  }

  private static Buffer notThere(int id) {
    return status(id, SftpConstants.SSH_FX_NO_SUCH_FILE, "There is no such file");
  }

  private static Buffer status(int id, boolean done) {
    return done
        ? status(id, SftpConstants.SSH_FX_OK, "")
        : status(id, SftpConstants.SSH_FX_FAILURE, "The file is not taken");
  }

  private static Buffer status(int id, int code, String words) {
    Buffer answer = answer(SftpConstants.SSH_FXP_STATUS, id);
    answer.putInt(code);
    answer.putString(words);
    answer.putString("en");
    return answer;
  }

  private static Buffer answer(int type, int id) {
    Buffer answer = new ByteArrayBuffer();
    answer.putByte((byte) type);
    answer.putInt(id);
    return answer;
  }
}
