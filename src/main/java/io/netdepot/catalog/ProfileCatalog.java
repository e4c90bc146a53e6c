package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Optional;

/**
 * Profiles as they are recorded. Every call is one transaction and durable when it returns.
 * Thread-safe.
 */
public interface ProfileCatalog {

  /** Newest first. */
  List<Profile> list();

  Optional<Profile> find(EntityId id);

  /** The default profile; there is one after the first start. */
  Optional<Profile> findDefault();

  /** Records a new profile; false, and nothing recorded, when the name is taken. */
  boolean add(Profile profile);

  /** Replaces the profile with the same id. */
  Change replace(Profile profile);

  /** Removes a profile that no unfinished task uses. */
  Removal remove(EntityId id);

  /** How a replacement ended. */
  enum Change {
    DONE,
    NOT_FOUND,
    NAME_TAKEN
  }

  /** How a removal ended. */
  enum Removal {
    DONE,
    NOT_FOUND,
    IS_DEFAULT,
    IN_USE
  }
}
