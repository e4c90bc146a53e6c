package io.netdepot.images;

import io.netdepot.catalog.Image;

/** How publishing a file that somebody handed in ended. */
public sealed interface Published {
  /** The image as recorded. */
  record New(Image image) implements Published {}

  /** The very image is here already, so nothing changed. */
  record Same(Image image) implements Published {}

  /** An image of that name is known, with other bytes or with none yet; nothing changed. */
  record NameTaken(Image other) implements Published {}
}
