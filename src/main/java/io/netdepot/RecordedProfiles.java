package io.netdepot;

import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.fleet.EntityId;
import io.netdepot.nmx.ProfileBook;
import io.netdepot.profile.Changed;
import io.netdepot.profile.Created;
import io.netdepot.profile.ProfileChange;
import io.netdepot.profile.Profiles;
import io.netdepot.secret.Secret;
import java.util.List;
import java.util.Optional;

/** The profiles as the NMX-M API sees them. */
record RecordedProfiles(Profiles profiles) implements ProfileBook {
  @Override
  public List<Profile> list() {
    return profiles.list();
  }

  @Override
  public Optional<Profile> find(EntityId id) {
    return profiles.find(id);
  }

  @Override
  public Optional<Profile> create(String name, String username, String password) {
    return switch (profiles.create(name, username, Secret.of(password))) {
      case Created.Done(Profile profile) -> Optional.of(profile);
      case Created.NameTaken taken -> Optional.empty();
    };
  }

  @Override
  public ProfileCatalog.Change change(
      EntityId id, Optional<String> name, Optional<String> username, Optional<String> password) {
    return switch (profiles.change(
        id, new ProfileChange(name, username, password.map(Secret::of)))) {
      case Changed.Done done -> ProfileCatalog.Change.DONE;
      case Changed.NotFound missing -> ProfileCatalog.Change.NOT_FOUND;
      case Changed.NameTaken taken -> ProfileCatalog.Change.NAME_TAKEN;
    };
  }

  @Override
  public ProfileCatalog.Removal delete(EntityId id) {
    return profiles.delete(id);
  }
}
