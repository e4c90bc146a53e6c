package io.netdepot.ssh;

/**
 * The numbers of SFTP version 3 that fetching, listing and deleting need
 * (draft-ietf-secsh-filexfer-02).
 */
final class SftpProtocol {
  static final int VERSION = 3;

  static final int INIT = 1;
  static final int VERSION_REPLY = 2;
  static final int OPEN = 3;
  static final int CLOSE = 4;
  static final int READ = 5;
  static final int LSTAT = 7;
  static final int OPENDIR = 11;
  static final int READDIR = 12;
  static final int REMOVE = 13;
  static final int STATUS = 101;
  static final int HANDLE = 102;
  static final int DATA = 103;
  static final int NAME = 104;
  static final int ATTRS = 105;

  static final int OPEN_FOR_READING = 1;

  static final int STATUS_OK = 0;
  static final int STATUS_EOF = 1;
  static final int STATUS_NO_SUCH_FILE = 2;
  static final int STATUS_PERMISSION_DENIED = 3;

  private static final int ATTRIBUTE_SIZE = 1;
  private static final int ATTRIBUTE_OWNER = 2;
  private static final int ATTRIBUTE_PERMISSIONS = 4;
  private static final int ATTRIBUTE_TIMES = 8;
  private static final int ATTRIBUTE_EXTENDED = 0x80000000;

  private SftpProtocol() {}

  /**
   * What an attributes reply says of a file.
   *
   * @param size in bytes; negative when it does not say
   * @param modified seconds since 1970; negative when it does not say
   */
  record Attributes(long size, int permissions, long modified) {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    /** What the file is when it is no regular one; null-free: empty for a regular file. */
    String kindUnlessRegular() {
      return switch (permissions & TYPE) {
        // A server may leave the type out.
        case 0, REGULAR -> "";
        case DIRECTORY -> "a directory";
        case LINK -> "a link";
        default -> "a special file";
      };
    }
  }

  /**
   * Reads the fields of an attributes reply.
   *
   * @throws java.nio.BufferUnderflowException when it is cut short
   */
  static Attributes attributes(java.nio.ByteBuffer body) {
    int flags = body.getInt();
    long size = (flags & ATTRIBUTE_SIZE) != 0 ? body.getLong() : -1;
    if ((flags & ATTRIBUTE_OWNER) != 0) {
      body.getLong();
    }
    int permissions = (flags & ATTRIBUTE_PERMISSIONS) != 0 ? body.getInt() : 0;
    long modified = -1;
    if ((flags & ATTRIBUTE_TIMES) != 0) {
      body.getInt();
      modified = Integer.toUnsignedLong(body.getInt());
    }
    if ((flags & ATTRIBUTE_EXTENDED) != 0) {
      for (int left = body.getInt(); left > 0; left--) {
        text(body);
        text(body);
      }
    }
    return new Attributes(size, permissions, modified);
  }

  /**
   * Reads a string.
   *
   * @throws java.nio.BufferUnderflowException when it is cut short
   */
  static String text(java.nio.ByteBuffer body) {
    int length = body.getInt();
    if (length < 0 || length > body.remaining()) {
      throw new java.nio.BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
