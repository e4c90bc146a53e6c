package io.netdepot;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.nmx.PackageShelf;
import io.netdepot.packages.SupportPackages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The stored packages as the NMX-M API sees them. */
record StoredPackages(SupportPackages packages) implements PackageShelf {
  @Override
  public List<StoredPackage> list() {
    return packages.list();
  }

  @Override
  public Optional<StoredPackage> find(EntityId id) {
    return packages.find(id);
  }

  @Override
  public Optional<StoredPackage> known(EntityId id) {
    return packages.known(id);
  }

  @Override
  public Optional<Path> fileOf(StoredPackage stored) {
    return packages.fileOf(stored);
  }

  @Override
  public PackageCatalog.Removal delete(EntityId id) {
    return packages.delete(id);
  }
}
