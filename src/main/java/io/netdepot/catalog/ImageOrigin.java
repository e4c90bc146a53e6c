package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;

/** Where an image comes from. */
public sealed interface ImageOrigin {

  /** Whether its bytes are fetched from elsewhere, and may not be here yet. */
  default boolean isRemote() {
    return !(this instanceof Uploaded);
  }

  /** Somebody handed it in. */
  record Uploaded() implements ImageOrigin {}

  /** One file at an address. */
  record Url(String url) implements ImageOrigin {}

  /**
   * No image itself: an address that ends in a slash, whose list of files is read. Each file has a
   * record of its own, {@link Found}.
   */
  record Repository(String url) implements ImageOrigin {}

  /** One file on a registered server, below the server's prefix. */
  record Server(ServerId server) implements ImageOrigin {}

  /**
   * A file that a repository lists.
   *
   * @param source the repository, which may have been deleted since
   * @param url where the file is
   */
  record Found(ImageId source, String url) implements ImageOrigin {}
}
