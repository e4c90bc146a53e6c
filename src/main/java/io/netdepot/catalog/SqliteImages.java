package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Images in SQLite. */
final class SqliteImages implements ImageCatalog {
  private static final ImageRow ROW = new ImageRow();

  private static final String STORE =
      """
      UPDATE image SET size = :size, sha256 = :sha256, md5 = :md5, stored_at = :storedAt,
        updated_at = :updatedAt
      WHERE id = :id AND sha256 IS :seen AND
      """
          + ImageRow.IS_FROM_THERE;

  private final Database database;

  SqliteImages(Database database) {
    this.database = database;
  }

  @Override
  public List<Image> list() {
    return database.read(
        handle -> handle.createQuery("SELECT * FROM image ORDER BY rid DESC").map(ROW).list());
  }

  @Override
  public Optional<Image> find(ImageId id) {
    return database.read(handle -> find(handle, id));
  }

  @Override
  public Optional<Image> findByFileName(String fileName) {
    return database.read(handle -> findByFileName(handle, fileName));
  }

  @Override
  public Addition add(Image image) {
    return database.write(
        handle -> {
          if (originGone(handle, image)) {
            return new Addition.OriginGone();
          }
          if (unwanted(handle, image)) {
            return new Addition.Unwanted();
          }
          Optional<Image> other = other(handle, image);
          if (other.isPresent()) {
            return new Addition.Taken(other.get());
          }
          ImageRow.bind(handle.createUpdate(ImageRow.INSERT), image).execute();
          return new Addition.Done(find(handle, image.id()).orElseThrow());
        });
  }

  @Override
  public Change replace(Image image) {
    return database.write(
        handle -> {
          Optional<Image> old = find(handle, image.id());
          if (old.isEmpty()) {
            return Change.NOT_FOUND;
          }
          if (originGone(handle, image)) {
            return Change.ORIGIN_GONE;
          }
          if (other(handle, image).isPresent()) {
            return Change.TAKEN;
          }
          boolean moved = image.origin().isRemote() && !image.isFromWhere(old.get());
          Image changed = image.having(moved ? Optional.empty() : old.get().content());
          ImageRow.bind(handle.createUpdate(ImageRow.UPDATE), changed).execute();
          if (moved) {
            forgetSync(handle, image.id());
          }
          return Change.DONE;
        });
  }

  private static void forgetSync(Handle handle, ImageId id) {
    handle
        .createUpdate("DELETE FROM image_sync WHERE image_id = :id")
        .bind("id", id.value())
        .execute();
  }

  @Override
  public Optional<Image> store(Image seen, ImageContent content, Instant updatedAt) {
    return database.write(
        handle -> {
          int stored =
              ImageRow.bindPlace(
                      ImageRow.bind(handle.createUpdate(STORE), Optional.of(content)), seen)
                  .bind("id", seen.id().value())
                  .bind("seen", seen.content().map(bytes -> bytes.digest().hex()).orElse(null))
                  .bind("updatedAt", Times.text(updatedAt))
                  .execute();
          return stored == 0 ? Optional.empty() : find(handle, seen.id());
        });
  }

  @Override
  public boolean addMd5(ImageId id, Sha256 digest, Md5 md5) {
    return database.write(
        Claim.UNDER_WAY,
        handle ->
            handle
                    .createUpdate("UPDATE image SET md5 = :md5 WHERE id = :id AND sha256 = :sha256")
                    .bind("id", id.value())
                    .bind("sha256", digest.hex())
                    .bind("md5", md5.hex())
                    .execute()
                > 0);
  }

  @Override
  public List<Image> remove(ImageId id) {
    return database.write(
        Claim.REMOVAL,
        handle -> {
          List<Image> removed = new ArrayList<>(find(handle, id).stream().toList());
          if (removed.isEmpty()) {
            return List.of();
          }
          if (removed.getFirst().origin() instanceof ImageOrigin.Found found) {
            notWanted(handle, found.source(), removed.getFirst().fileName());
          }
          removed.addAll(notHere(handle, id));
          for (Image one : removed) {
            handle
                .createUpdate("DELETE FROM image WHERE id = :id")
                .bind("id", one.id().value())
                .execute();
          }
          return List.copyOf(removed);
        });
  }

  private static void notWanted(Handle handle, ImageId source, String fileName) {
    handle
        .createUpdate(
            """
            INSERT OR IGNORE INTO image_unwanted (source_id, file_name)
            SELECT id, :fileName FROM image WHERE id = :source
            """)
        .bind("source", source.value())
        .bind("fileName", fileName)
        .execute();
  }

  private static List<Image> notHere(Handle handle, ImageId repository) {
    return handle
        .createQuery(
            "SELECT * FROM image WHERE source_id = :source AND sha256 IS NULL ORDER BY rid DESC")
        .bind("source", repository.value())
        .map(ROW)
        .list();
  }

  @Override
  public Set<String> unwanted(ImageId repository) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT file_name FROM image_unwanted WHERE source_id = :source")
                .bind("source", repository.value())
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Totals totals() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM image
                    WHERE sha256 IS NOT NULL
                    """)
                .map((row, context) -> new Totals(row.getLong("n"), row.getLong("bytes")))
                .one());
  }

  private static Optional<Image> find(Handle handle, ImageId id) {
    return handle
        .createQuery("SELECT * FROM image WHERE id = :id")
        .bind("id", id.value())
        .map(ROW)
        .findOne();
  }

  private static Optional<Image> findByFileName(Handle handle, String fileName) {
    return handle
        .createQuery("SELECT * FROM image WHERE file_name = :fileName AND file_name <> ''")
        .bind("fileName", fileName)
        .map(ROW)
        .findOne();
  }

  private static Optional<Image> findRepository(Handle handle, String url) {
    return handle
        .createQuery("SELECT * FROM image WHERE url = :url AND origin = 'repository'")
        .bind("url", url)
        .map(ROW)
        .findOne();
  }

  /** Another record that has what only one may have. */
  private static Optional<Image> other(Handle handle, Image image) {
    Optional<Image> found =
        image.origin() instanceof ImageOrigin.Repository(var url)
            ? findRepository(handle, url)
            : findByFileName(handle, image.fileName());
    return found.filter(other -> !other.id().equals(image.id()));
  }

  private static boolean originGone(Handle handle, Image image) {
    return switch (image.origin()) {
      case ImageOrigin.Server(var server) ->
          !exists(handle, "SELECT 1 FROM remote_server WHERE id = :id", server.value());
      // A mirrored file stays when its repository goes, so only what is not here needs one.
      case ImageOrigin.Found(var source, var url) ->
          image.content().isEmpty()
              && !exists(
                  handle,
                  "SELECT 1 FROM image WHERE id = :id AND origin = 'repository'",
                  source.value());
      case ImageOrigin.Uploaded() -> false;
      case ImageOrigin.Url(var url) -> false;
      case ImageOrigin.Repository(var url) -> false;
    };
  }

  private static boolean unwanted(Handle handle, Image image) {
    return image.origin() instanceof ImageOrigin.Found(var source, var url)
        && handle
            .createQuery(
                """
                SELECT EXISTS (SELECT 1 FROM image_unwanted
                  WHERE source_id = :source AND file_name = :fileName)
                """)
            .bind("source", source.value())
            .bind("fileName", image.fileName())
            .mapTo(Boolean.class)
            .one();
  }

  private static boolean exists(Handle handle, String query, String id) {
    return handle
        .createQuery("SELECT EXISTS (" + query + ")")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }
}
