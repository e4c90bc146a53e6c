package io.netdepot.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which blobs there are from the names of their files. */
final class BlobListing {
  private static final Logger log = LoggerFactory.getLogger(BlobListing.class);

  private final DataLayout layout;

  BlobListing(DataLayout layout) {
    this.layout = layout;
  }

  List<Sha256> list() throws IOException {
    List<Sha256> found = new ArrayList<>();
    try (DirectoryStream<Path> shards = Files.newDirectoryStream(layout.blobs())) {
      for (Path shard : shards) {
        if (Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
          listShard(shard, found);
        } else {
          reportStrange(shard);
        }
      }
    }
    found.sort(Comparator.comparing(Sha256::hex));
    return found;
  }

  private void listShard(Path shard, List<Sha256> found) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
      for (Path file : files) {
        Optional<Sha256> digest =
            Sha256.parse(String.valueOf(file.getFileName()))
                .filter(named -> layout.blob(named).equals(file))
                .filter(named -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        digest.ifPresentOrElse(found::add, () -> reportStrange(file));
      }
    }
  }

  private static void reportStrange(Path file) {
    log.warn("{} is no blob and is left alone; nothing of ours put it there", file);
  }
}
