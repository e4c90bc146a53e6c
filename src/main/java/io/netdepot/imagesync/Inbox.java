package io.netdepot.imagesync;

import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder that images are copied into, and what lies in it: {@code done/} and {@code refused/}.
 * The only class that joins paths there. Whoever can write into it need not be a user of this
 * machine, so a link is never followed.
 */
final class Inbox {
  private static final String SUFFIX = ".sha256";
  private static final int LONGEST_TEXT = 64 * 1024;

  private final Path folder;

  Inbox(Path folder) {
    this.folder = folder;
  }

  private Path file(String name) throws SourceFailure {
    try {
      Path file = folder.resolve(name);
      if (folder.equals(file.getParent()) && !file.getFileName().toString().equals("..")) {
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

  /** Moves a file that was published away, with what lies beside it. */
  void done(String name) throws SourceFailure, IOException {
    move(name, "done");
  }

  /** Moves a file away that was not, and says why in a text beside it. */
  void refused(String name, String why) throws SourceFailure, IOException {
    Path moved = move(name, "refused");
    Files.writeString(moved.resolveSibling(moved.getFileName() + ".txt"), why + "\n");
  }

  private Path move(String name, String where) throws SourceFailure, IOException {
    Path file = file(name);
    Path target = Files.createDirectories(folder.resolve(where)).resolve(file.getFileName());
    Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    try {
      Files.move(
          file(name + SUFFIX),
          target.resolveSibling(target.getFileName() + SUFFIX),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // There was none.
    }
    return target;
  }
}
