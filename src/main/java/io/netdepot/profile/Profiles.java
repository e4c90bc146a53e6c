package io.netdepot.profile;

import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretBox;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The profiles of this installation. The only one who seals their passwords and, for {@link
 * #login}, opens them. Thread-safe.
 */
public final class Profiles {
  private static final String DEFAULT_NAME = "default";

  // Source: NMX-M Documentation 85.1.3000, "Bring-Up": the default profile's login.
  private static final String DEFAULT_USERNAME = "admin";
  private static final String DEFAULT_PASSWORD = "admin";

  private final ProfileCatalog catalog;
  private final SecretBox box;
  private final EntityIdSource ids;
  private final ReentrantLock changing = new ReentrantLock();

  public Profiles(ProfileCatalog catalog, SecretBox box, EntityIdSource ids) {
    this.catalog = catalog;
    this.box = box;
    this.ids = ids;
  }

  /** Newest first. */
  public List<Profile> list() {
    return catalog.list();
  }

  public Optional<Profile> find(EntityId id) {
    return catalog.find(id);
  }

  /**
   * The profile that is used when a request names none.
   *
   * @throws IllegalStateException before {@link #ensureDefault()}
   */
  public Profile defaultProfile() {
    return catalog
        .findDefault()
        .orElseThrow(() -> new IllegalStateException("There is no default profile yet"));
  }

  /** Makes the default profile, with login admin and password admin, unless there is one. */
  public void ensureDefault() {
    changing.lock();
    try {
      if (catalog.findDefault().isEmpty()
          && !catalog.add(
              profile(DEFAULT_NAME, DEFAULT_USERNAME, Secret.of(DEFAULT_PASSWORD), true))) {
        throw new IllegalStateException(
            "A profile named 'default' is there, but it is not the default one");
      }
    } finally {
      changing.unlock();
    }
  }

  public Created create(String name, String username, Secret password) {
    Profile profile = profile(name, username, password, false);
    return catalog.add(profile) ? new Created.Done(profile) : new Created.NameTaken();
  }

  private Profile profile(String name, String username, Secret password, boolean isDefault) {
    return new Profile(ids.next(), name, username, box.seal(password), isDefault);
  }

  public Changed change(EntityId id, ProfileChange change) {
    // Between reading and replacing, no other change may come, or it would be undone.
    changing.lock();
    try {
      Optional<Profile> old = catalog.find(id);
      if (old.isEmpty()) {
        return new Changed.NotFound();
      }
      Profile changed =
          new Profile(
              id,
              change.name().orElse(old.get().name()),
              change.username().orElse(old.get().username()),
              change.password().map(box::seal).orElse(old.get().password()),
              old.get().isDefault());
      return switch (catalog.replace(changed)) {
        case DONE -> new Changed.Done(changed);
        case NOT_FOUND -> new Changed.NotFound();
        case NAME_TAKEN -> new Changed.NameTaken();
      };
    } finally {
      changing.unlock();
    }
  }

  public ProfileCatalog.Removal delete(EntityId id) {
    return catalog.remove(id);
  }

  /**
   * The login of a profile; empty when the profile is gone.
   *
   * @throws io.netdepot.secret.UnsealFailure when its password cannot be read with the key of this
   *     installation
   */
  public Optional<ProfileLogin> login(EntityId id) {
    return catalog
        .find(id)
        .map(
            profile ->
                new ProfileLogin(profile.name(), profile.username(), box.open(profile.password())));
  }
}
