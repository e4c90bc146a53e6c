package io.netdepot.store;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What a directory is taken for; one that is marked for another use is refused. */
enum DirectoryUse {
  SERVICE {
    @Override
    void require(DataLayout layout) throws IOException {
      if (Files.exists(layout.backupMark())) {
        throw new IOException(
            "The directory "
                + layout.root()
                + " is a backup; './netdepot restore "
                + layout.root()
                + " --data DIR' makes a data directory of it");
      }
      if (Files.exists(layout.restoreMark())) {
        throw new IOException(
            "Not all of a backup has been restored into the data directory "
                + layout.root()
                + "; run './netdepot restore' once more");
      }
    }
  },
  BACKUP {
    @Override
    void require(DataLayout layout) throws IOException {
      if (!Files.exists(layout.backupMark())) {
        requireEmpty(layout, "a backup needs a new folder, or one with an earlier backup");
        mark(
            layout.backupMark(),
            """
            A backup of Netdepot. It holds passwords: keep it as safe as the original.
            ./netdepot restore FOLDER --data DIR brings it back.
            """);
      }
    }
  },
  RESTORE {
    @Override
    void require(DataLayout layout) throws IOException {
      if (!Files.exists(layout.restoreMark())) {
        requireEmpty(layout, "a backup is restored into a new or an empty one");
        mark(layout.restoreMark(), "A backup is being restored.\n");
      }
    }
  };

  // Our own lock file, and what file systems make by themselves.
  private static final Set<String> NOTHING = Set.of("lock", "lost+found");

  /** Marks the directory for this use; throws a sentence when it has another one. */
  abstract void require(DataLayout layout) throws IOException;

  private static void requireEmpty(DataLayout layout, String rule) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.root())) {
      for (Path entry : entries) {
        if (!NOTHING.contains(String.valueOf(entry.getFileName()))) {
          throw new IOException("The directory " + layout.root() + " is not empty; " + rule);
        }
      }
    }
  }

  private static void mark(Path file, String text) throws IOException {
    PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
