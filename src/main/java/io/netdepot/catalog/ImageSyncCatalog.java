package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How syncs of images went. The state of an image goes with its record. Every call is one
 * transaction and durable when it returns. Thread-safe.
 */
public interface ImageSyncCatalog {

  /** Of every image that was tried; the latest attempt first. */
  List<ImageSync> list();

  /** Empty when the image was never tried, or there is none. */
  Optional<ImageSync> find(ImageId image);

  /**
   * Records how a sync went, over what was known before.
   *
   * @param seen the image that was synced
   * @return false, and nothing recorded, when it is gone, or comes from elsewhere meanwhile
   */
  boolean record(ImageSync sync, Image seen);

  /**
   * What is to be synced by itself: single remote files and repositories that were never tried, or
   * are due. Files found in a repository are synced by it and are not here. Longest due first.
   */
  List<Image> due(Instant now);
}
