package io.netdepot.backup;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a copied catalog needs beside it.
 *
 * @param blobs that its records point to
 * @param inDoubt blobs that were found damaged, or could not be read
 * @param key that its passwords are sealed with; empty when it does not say, or holds none
 */
record CopiedCatalog(Set<Sha256> blobs, Set<Sha256> inDoubt, Optional<KeyFingerprint> key) {
  CopiedCatalog {
    blobs = Set.copyOf(blobs);
    inDoubt = Set.copyOf(inDoubt);
  }

  /**
   * Reads a copy of the copy, which may have an earlier schema: reading brings it to ours, and the
   * one that is kept stays as it is.
   *
   * @param scratch a folder for this alone; made and removed
   * @throws io.netdepot.catalog.CatalogFailure when it is no catalog or has a newer schema
   */
  static CopiedCatalog read(Path copy, Path scratch) throws IOException {
    Folder.remove(scratch);
    Folder.make(scratch);
    try {
      Path readable = scratch.resolve("catalog.db");
      Files.copy(copy, readable);
      return read(readable);
    } finally {
      Folder.remove(scratch);
    }
  }

  private static CopiedCatalog read(Path readable) {
    try (Catalog catalog = SqliteCatalog.open(readable)) {
      return new CopiedCatalog(
          catalog.references().digests(),
          catalog.blobChecks().notVerified().stream()
              .map(BlobCheck::digest)
              .collect(Collectors.toSet()),
          catalog.secrets().list().isEmpty() ? Optional.empty() : catalog.secrets().key());
    }
  }
}
