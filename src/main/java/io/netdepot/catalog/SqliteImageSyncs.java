package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Syncs of images in SQLite. */
final class SqliteImageSyncs implements ImageSyncCatalog {
  private static final ImageSyncRow ROW = new ImageSyncRow();

  private final Database database;

  SqliteImageSyncs(Database database) {
    this.database = database;
  }

  @Override
  public List<ImageSync> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM image_sync ORDER BY attempted_at DESC, image_id DESC")
                .map(ROW)
                .list());
  }

  @Override
  public Optional<ImageSync> find(ImageId image) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM image_sync WHERE image_id = :image")
                .bind("image", image.value())
                .map(ROW)
                .findOne());
  }

  @Override
  public boolean record(ImageSync sync, Image seen) {
    return database.write(
        Claim.UNDER_WAY,
        handle ->
            ImageSyncRow.bind(handle.createUpdate(ImageSyncRow.UPSERT), sync, seen).execute() > 0);
  }

  @Override
  public List<Image> due(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT image.* FROM image
                    LEFT JOIN image_sync ON image_sync.image_id = image.id
                    WHERE image.origin IN ('url', 'repository', 'server')
                      AND (image_sync.next_due IS NULL OR image_sync.next_due <= :now)
                    ORDER BY coalesce(image_sync.next_due, ''), image.rid
                    """)
                .bind("now", Times.text(now))
                .map(new ImageRow())
                .list());
  }
}
