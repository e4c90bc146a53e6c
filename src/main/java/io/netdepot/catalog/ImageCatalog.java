package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Images as they are recorded. Every call is one transaction and durable when it returns.
 * Thread-safe.
 */
public interface ImageCatalog {

  /** Everything, repositories included; newest first. */
  List<Image> list();

  Optional<Image> find(ImageId id);

  Optional<Image> findByFileName(String fileName);

  /** Records an image and gives it its number. */
  Addition add(Image image);

  /**
   * Replaces file name, details and origin of the image with the same id. Its content stays, unless
   * it is fetched from elsewhere now: then the content, and how syncs went, are those of another
   * file, and go.
   */
  Change replace(Image image);

  /**
   * Records the bytes of an image, if it still comes from where the caller saw it, and has the
   * bytes that the caller saw.
   *
   * @return the image as it is now; empty, and nothing recorded, when it is gone, comes from
   *     elsewhere or has other bytes
   */
  Optional<Image> store(Image seen, ImageContent content, Instant updatedAt);

  /** Records the MD5 of an image's bytes; false when it is gone or has other bytes. */
  boolean addMd5(ImageId id, Sha256 digest, Md5 md5);

  /**
   * Removes an image. A file of a repository is remembered as unwanted. With a repository go its
   * files that are not here; those that are stay.
   *
   * @return the image, then what went with it; nothing when there is no such image
   */
  List<Image> remove(ImageId id);

  /** The names of the repository's files that somebody deleted. */
  Set<String> unwanted(ImageId repository);

  /** The number of images whose bytes are here, and the sum of their sizes in bytes. */
  Totals totals();

  /** Sums over all images. */
  record Totals(long images, long bytes) {}

  /** How an addition ended. */
  sealed interface Addition {
    /** The image as recorded. */
    record Done(Image image) implements Addition {}

    /** Another image has its file name, or another repository its address. */
    record Taken(Image other) implements Addition {}

    /** It is a file of a repository that somebody deleted. */
    record Unwanted() implements Addition {}

    /** The repository or the server it comes from is gone. */
    record OriginGone() implements Addition {}
  }

  /** How a replacement ended. */
  enum Change {
    DONE,
    NOT_FOUND,
    /** Another image has the file name, or another repository the address. */
    TAKEN,
    /** The repository or the server it comes from is gone. */
    ORIGIN_GONE
  }
}
