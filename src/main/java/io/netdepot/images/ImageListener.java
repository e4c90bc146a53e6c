package io.netdepot.images;

import io.netdepot.catalog.Image;

/** Hears of what happened to images, after it was recorded. Throws nothing and does not wait. */
public interface ImageListener {
  /** A remote image or a repository was registered, or comes from elsewhere now. */
  default void registered(Image image) {}

  /** The bytes of an image are here, or others than before. */
  default void stored(Image image) {}

  /** An image or a repository was deleted; whoever fetches it may stop. */
  default void removed(Image image) {}
}
