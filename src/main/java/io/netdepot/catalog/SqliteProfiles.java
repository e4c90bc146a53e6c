package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Profiles in SQLite. */
final class SqliteProfiles implements ProfileCatalog {
  private static final ProfileRow ROW = new ProfileRow();

  private final Database database;

  SqliteProfiles(Database database) {
    this.database = database;
  }

  @Override
  public List<Profile> list() {
    return database.read(
        handle -> handle.createQuery("SELECT * FROM profile ORDER BY id DESC").map(ROW).list());
  }

  @Override
  public Optional<Profile> find(EntityId id) {
    return database.read(handle -> find(handle, id));
  }

  @Override
  public Optional<Profile> findDefault() {
    return database.read(
        handle ->
            handle.createQuery("SELECT * FROM profile WHERE is_default = 1").map(ROW).findOne());
  }

  @Override
  public boolean add(Profile profile) {
    return database.write(
        handle -> {
          if (nameTaken(handle, profile)) {
            return false;
          }
          ProfileRow.bind(
                  handle.createUpdate(
                      """
                      INSERT INTO profile (id, name, username, password, is_default)
                      VALUES (:id, :name, :username, :password, :isDefault)
                      """),
                  profile)
              .execute();
          return true;
        });
  }

  @Override
  public Change replace(Profile profile) {
    return database.write(
        handle -> {
          if (find(handle, profile.id()).isEmpty()) {
            return Change.NOT_FOUND;
          }
          if (nameTaken(handle, profile)) {
            return Change.NAME_TAKEN;
          }
          ProfileRow.bind(
                  handle.createUpdate(
                      """
                      UPDATE profile SET name = :name, username = :username, password = :password,
                        is_default = :isDefault
                      WHERE id = :id
                      """),
                  profile)
              .execute();
          return Change.DONE;
        });
  }

  @Override
  public Removal remove(EntityId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          Optional<Profile> profile = find(handle, id);
          if (profile.isEmpty()) {
            return Removal.NOT_FOUND;
          }
          if (profile.get().isDefault()) {
            return Removal.IS_DEFAULT;
          }
          if (inUse(handle, id)) {
            return Removal.IN_USE;
          }
          handle
              .createUpdate("DELETE FROM profile WHERE id = :id")
              .bind("id", id.value())
              .execute();
          return Removal.DONE;
        });
  }

  private static Optional<Profile> find(Handle handle, EntityId id) {
    return handle
        .createQuery("SELECT * FROM profile WHERE id = :id")
        .bind("id", id.value())
        .map(ROW)
        .findOne();
  }

  private static boolean nameTaken(Handle handle, Profile profile) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM profile WHERE name = :name AND id <> :id)")
        .bind("name", profile.name())
        .bind("id", profile.id().value())
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean inUse(Handle handle, EntityId id) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1 FROM task
              WHERE profile_id = :id AND state IN ('pending', 'in-progress'))
            """)
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }
}
