package io.netdepot.catalog;

import io.netdepot.store.BlobCheck;
import java.util.Collection;
import java.util.Optional;

/** How upkeep of an {@link InMemoryCatalog} went last. */
final class InMemoryUpkeep implements UpkeepCatalog {
  private final InMemoryCatalog catalog;

  // Mutable state, changed within a call of the catalog
  private Optional<ScrubState> scrub = Optional.empty();
  private Optional<ExpiryState> expiry = Optional.empty();

  InMemoryUpkeep(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<ScrubState> scrub() {
    return catalog.call(() -> scrub);
  }

  @Override
  public void record(ScrubState state, Collection<BlobCheck> found) {
    catalog.call(
        () -> {
          catalog.blobChecks().record(found);
          scrub = Optional.of(state);
          return true;
        });
  }

  @Override
  public Optional<ExpiryState> expiry() {
    return catalog.call(() -> expiry);
  }

  @Override
  public void record(ExpiryState state) {
    catalog.call(
        () -> {
          expiry = Optional.of(state);
          return true;
        });
  }
}
