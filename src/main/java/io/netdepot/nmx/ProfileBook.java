package io.netdepot.nmx;

import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Optional;

/** The switch profiles, as far as this API needs them. Thread-safe; may block. */
public interface ProfileBook {
  /** Newest first. */
  List<Profile> list();

  Optional<Profile> find(EntityId id);

  /** Records a new profile; empty, and nothing recorded, when the name is taken. */
  Optional<Profile> create(String name, String username, String password);

  /** Changes what is given of a profile. */
  ProfileCatalog.Change change(
      EntityId id, Optional<String> name, Optional<String> username, Optional<String> password);

  /** Deletes a profile that is not the default one and that no unfinished operation uses. */
  ProfileCatalog.Removal delete(EntityId id);
}
