package io.netdepot.routes;

import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which folders a route may read and write, whatever a setting names: none that holds, or lies in,
 * what the service itself lives on. Links are followed to where they lead.
 */
final class OpenFolders {
  private final Set<Path> closed;

  /** {@code closed} are folders and files, which need not be there. */
  OpenFolders(Set<Path> closed) {
    this.closed = Set.copyOf(closed);
  }

  /** What is wrong with a folder; empty when it is open to routes. */
  Optional<String> problem(String folder) {
    try {
      Path real = real(Path.of(folder));
      for (Path own : closed) {
        Path other = real(own);
        if (real.startsWith(other) || other.startsWith(real)) {
          return Optional.of(
              "The folder "
                  + folder
                  + " is one that the service lives on, holds one or lies in one ("
                  + own
                  + "); a route needs a folder apart from it");
        }
      }
      for (Path above = real; above != null; above = above.getParent()) {
        if (DataLayout.isBackup(above)) {
          return Optional.of("The folder " + folder + " is a backup, or lies in one");
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of("'" + folder + "' is no path");
    } catch (IOException e) {
      return Optional.of("The folder " + folder + " cannot be looked at: " + Reasons.of(e));
    }
  }

  private static Path real(Path path) throws IOException {
    Path whole = path.toAbsolutePath();
    for (Path there = whole; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
      }
    }
    return whole.normalize();
  }
}
