package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The profiles of an {@link InMemoryCatalog}. */
final class InMemoryProfiles implements ProfileCatalog {
  private final InMemoryCatalog catalog;
  private final TreeMap<EntityId, Profile> byId = new TreeMap<>(Comparator.reverseOrder());

  InMemoryProfiles(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  boolean knows(EntityId id) {
    return byId.containsKey(id);
  }

  @Override
  public List<Profile> list() {
    return catalog.call(() -> List.copyOf(byId.values()));
  }

  @Override
  public Optional<Profile> find(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(byId.get(id)));
  }

  @Override
  public Optional<Profile> findDefault() {
    return catalog.call(() -> byId.values().stream().filter(Profile::isDefault).findFirst());
  }

  @Override
  public boolean add(Profile profile) {
    return catalog.call(
        () -> {
          if (nameTaken(profile)) {
            return false;
          }
          if (byId.containsKey(profile.id()) || secondDefault(profile)) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          byId.put(profile.id(), profile);
          return true;
        });
  }

  @Override
  public Change replace(Profile profile) {
    return catalog.call(
        () -> {
          if (!byId.containsKey(profile.id())) {
            return Change.NOT_FOUND;
          }
          if (nameTaken(profile)) {
            return Change.NAME_TAKEN;
          }
          if (secondDefault(profile)) {
            throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
          }
          byId.put(profile.id(), profile);
          return Change.DONE;
        });
  }

  @Override
  public Removal remove(EntityId id) {
    return catalog.call(
        () -> {
          Profile profile = byId.get(id);
          if (profile == null) {
            return Removal.NOT_FOUND;
          }
          if (profile.isDefault()) {
            return Removal.IS_DEFAULT;
          }
          if (catalog.uses(id)) {
            return Removal.IN_USE;
          }
          byId.remove(id);
          return Removal.DONE;
        });
  }

  private boolean nameTaken(Profile profile) {
    return byId.values().stream()
        .anyMatch(other -> other.name().equals(profile.name()) && !other.id().equals(profile.id()));
  }

  private boolean secondDefault(Profile profile) {
    return profile.isDefault()
        && byId.values().stream()
            .anyMatch(other -> other.isDefault() && !other.id().equals(profile.id()));
  }
}
