package io.netdepot.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the system says that a disk, or somebody's share of it, has no room. */
public final class FullDisk {
  // Of strerror in English; in another language nothing is recognised.
  private static final List<String> WORDS =
      List.of("No space left on device", "Disk quota exceeded");

  private FullDisk() {}

  public static boolean isTold(IOException failure) {
    @Nullable String said =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return said != null && WORDS.stream().anyMatch(said::contains);
  }
}
