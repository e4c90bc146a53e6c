package io.netdepot.images;

import io.netdepot.catalog.Image;

/** What became of the fetched bytes of a remote image. */
public sealed interface Mirrored {
  /** They are served from now on. */
  record Stored(Image image) implements Mirrored {}

  /** They are the ones that are here already. */
  record Unchanged(Image image) implements Mirrored {}

  /** They are others than those here, which are kept and served on. */
  record Changed(Image kept) implements Mirrored {}

  /** The image was deleted, or comes from elsewhere, meanwhile. */
  record Gone() implements Mirrored {}
}
