package io.netdepot.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files that people write and the service reads whole, such as routes and schedules. What is no
 * regular file is not opened: a pipe would never answer, and a device never end.
 */
public final class SmallFile {
  private SmallFile() {}

  /**
   * The text of a file in UTF-8.
   *
   * @param most the largest size, in bytes; more is not read, whatever the file system says
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws NotTextException when it is not UTF-8
   * @throws IOException with the end of a sentence that begins with the name of the file
   */
  public static String text(Path file, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(file, most));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new NotTextException(lineAt(bytes), e);
    }
  }

  /** The line of the next byte of a buffer. */
  private static int lineAt(ByteBuffer bytes) {
    int line = 1;
    for (int i = 0; i < bytes.position(); i++) {
      line += bytes.get(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  /**
   * The content of a file, as {@link #text} reads it.
   *
   * @param most the largest size, in bytes
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new IOException(
          "is a "
              + (found.isDirectory() ? "directory" : "pipe, a device or a socket")
              + "; a regular file is needed");
    }
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("has more than " + most + " bytes, which is the most");
      }
      return bytes;
    }
  }

  private static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (AccessDeniedException e) {
      throw new IOException("may not be read by the user of this process", e);
    }
  }
}
