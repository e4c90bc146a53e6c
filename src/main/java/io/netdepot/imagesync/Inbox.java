package io.netdepot.imagesync;

import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that images are copied into, and what lies in it: {@code done/} and {@code refused/}.
 * The only class that joins paths there. Whoever can write into it need not be a user of this
 * machine, so a link is never followed.
 */
final class Inbox {
  private static final String SUFFIX = ".sha256";
  private static final Set<String> DOTS = Set.of(".", "..");
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path folder;

  Inbox(Path folder) {
    this.folder = folder;
  }

  private Path file(String name) throws SourceFailure {
    try {
      Path file = folder.resolve(name);
      if (folder.equals(file.getParent()) && !DOTS.contains(name)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new SourceFailure(Reason.BAD_NAME, "There is no file of that name in the inbox");
  }

  /** Opens a file. The caller closes it. */
  InputStream open(String name) throws SourceFailure, IOException {
    Path file = file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new SourceFailure(
          Reason.NOT_AN_IMAGE, "It is a link or no regular file; copy the image itself");
    }
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The text of the {@code .sha256} beside a file, if there is one. */
  Optional<String> declared(String name) throws SourceFailure, IOException {
    Path file = file(name + SUFFIX);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream text = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(new String(text.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
    }
  }

  /** What a file is like now; empty when there is none. A link is looked at, not followed. */
  Optional<Version> version(String name) throws SourceFailure {
    try {
      BasicFileAttributes file =
          Files.readAttributes(file(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Version(file.size(), file.lastModifiedTime()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By what a file is told from another one, or a later one, of its name. */
  record Version(long bytes, FileTime modified) {}

  /**
   * Makes the folder, and passes when files can be moved out of it.
   *
   * @throws IOException with a sentence that says what to do
   */
  void require() throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".netdepot", ".tmp"));
    } catch (IOException e) {
      throw new IOException(
          "The inbox "
              + folder.toAbsolutePath()
              + " cannot be written ("
              + e
              + "), so no image could be moved out of it; let the user of this service write there,"
              + " or set images.inbox=false",
          e);
    }
  }

  /** Moves a file that was published away, with what lies beside it. */
  void done(String name) throws SourceFailure, IOException {
    move(name, "done", Optional.empty());
  }

  /** Moves a file away that was not, and says why in a text beside it. */
  void refused(String name, String why) throws SourceFailure, IOException {
    move(name, "refused", Optional.of(why + "\n"));
  }

  // By open folders and not by paths, or a link could take a folder's place on the way.
  private void move(String name, String where, Optional<String> text)
      throws SourceFailure, IOException {
    Path file = file(name).getFileName();
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(folder)) {
      if (!(opened instanceof SecureDirectoryStream<Path> from)) {
        throw new IOException("This file system cannot move files between open folders");
      }
      try (SecureDirectoryStream<Path> to = inner(from, where)) {
        from.move(file, to, file);
        moveIfThere(from, to, file.resolveSibling(file + SUFFIX));
        if (text.isPresent()) {
          write(to, file.resolveSibling(file + ".txt"), text.get());
        }
      }
    }
  }

  private SecureDirectoryStream<Path> inner(SecureDirectoryStream<Path> outer, String name)
      throws IOException {
    Path inner = folder.resolve(name);
    try {
      Files.createDirectory(inner);
    } catch (FileAlreadyExistsException e) {
      // Whatever it is, only a folder opens below.
    }
    try {
      return outer.newDirectoryStream(inner.getFileName(), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new IOException(
          inner.toAbsolutePath() + " has to be a folder and no link to one; remove it", e);
    }
  }

  private static void moveIfThere(
      SecureDirectoryStream<Path> from, SecureDirectoryStream<Path> to, Path file)
      throws IOException {
    try {
      from.move(file, to, file);
    } catch (NoSuchFileException e) {
      // There was none.
    }
  }

  private static void write(SecureDirectoryStream<Path> to, Path name, String text)
      throws IOException {
    try {
      to.deleteFile(name);
    } catch (NoSuchFileException e) {
      // As it should be.
    }
    try (WritableByteChannel out = to.newByteChannel(name, NEW_FILE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
