package io.netdepot.notify;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.store.BlobLease;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The content of packages that are sent. Thread-safe. */
public interface SentFiles {
  /** Keeps the files of packages until the lease is closed, though the packages may be deleted. */
  BlobLease lease(Collection<StoredPackage> stored);

  /** The content of a package as a local file; empty when it is lost or damaged. */
  Optional<Path> fileOf(StoredPackage stored);
}
