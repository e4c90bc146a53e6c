package io.netdepot.nmx;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stored packages, as far as this API needs them. Thread-safe; may block. */
public interface PackageShelf {
  /** Newest first. */
  List<StoredPackage> list();

  Optional<StoredPackage> find(EntityId id);

  /** The package if that can be said at once, without waiting; empty says nothing. */
  Optional<StoredPackage> known(EntityId id);

  /** Where the bytes of a package are, absolute; empty when they are gone or damaged. */
  Optional<Path> fileOf(StoredPackage stored);

  /** Deletes a package, unless somebody wants it kept. */
  PackageCatalog.Removal delete(EntityId id);
}
