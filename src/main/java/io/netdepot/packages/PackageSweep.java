package io.netdepot.packages;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.store.BlobStore;
import io.netdepot.store.Sha256;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares blobs and records at start, while nothing is received or published. */
final class PackageSweep {
  private static final Logger log = LoggerFactory.getLogger(PackageSweep.class);

  private final PackageCatalog catalog;
  private final BlobStore blobs;
  private final Spool spool;

  PackageSweep(PackageCatalog catalog, BlobStore blobs, Spool spool) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.spool = spool;
  }

  SweepReport run() throws IOException {
    int unfinished = spool.sweep();
    Set<Sha256> needed = catalog.digests();
    Set<Sha256> present = Set.copyOf(blobs.list());
    int orphans = 0;
    for (Sha256 digest : present) {
      if (!needed.contains(digest) && blobs.delete(digest)) {
        orphans++;
      }
    }
    List<StoredPackage> lost =
        catalog.list().stream().filter(stored -> !present.contains(stored.digest())).toList();
    for (StoredPackage stored : lost) {
      log.error(
          "The content of package {} ({}, from {}) is missing in the data directory; restore blob {}"
              + " or delete the package",
          stored.id(),
          stored.fileName(),
          stored.address(),
          stored.digest());
    }
    return new SweepReport(unfinished, orphans, lost);
  }
}
